package org.switchhook.exchange;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Says when a call waits: for an address and a connection, and until its request has an answer.
 * OkHttp tells of these in the thread that calls, also where another one connects for it; were it
 * ever told in another, that one would take what it has no use for, and is not heard.
 */
final class Waiting extends EventListener {

  private final Waits waits;
  private final Thread thread = Thread.currentThread();
  private boolean begun;

  Waiting(Waits waits) {
    this.waits = waits;
  }

  private void begin() {
    if (Thread.currentThread().equals(thread)) {
      begun |= waits.begin();
    }
  }

  private void end() {
    if (begun && Thread.currentThread().equals(thread)) {
      begun = false;
      waits.end();
    }
  }

  @Override
  public void proxySelectStart(Call call, HttpUrl url) {
    begin();
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    end();
  }

  /** OkHttp tells of the start of an answer's head only once it has read it. */
  @Override
  public void requestHeadersEnd(Call call, Request request) {
    begin();
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    end();
  }

  /** It has waited in vain: there is no connection, or no answer. */
  @Override
  public void callFailed(Call call, IOException trouble) {
    end();
  }
}
