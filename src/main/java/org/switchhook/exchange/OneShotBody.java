package org.switchhook.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A body that OkHttp sends once. Otherwise it repeats a request by itself after a 503 with {@code
 * Retry-After: 0}, and an attempt would be two requests.
 */
final class OneShotBody extends RequestBody {

  private final MediaType type;
  private final byte[] bytes;

  OneShotBody(MediaType type, String text) {
    this.type = type;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
