package org.switchhook.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp sends once. Otherwise it repeats a request by itself after a 503 with {@code
 * Retry-After: 0}, and an attempt would be two requests.
 */
final class OneShotBody extends RequestBody {

  private final byte[] bytes;

  OneShotBody(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** A header of the request says it: to read what a type consists of costs more than the body. */
  @Override
  public @Nullable MediaType contentType() {
    return null;
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
