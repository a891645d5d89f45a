package org.switchhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Settings;
import org.switchhook.config.WebSettings;
import org.switchhook.journal.JournalDirectory;
import org.switchhook.web.Status;

/**
 * The bridge of these settings, asked over HTTP how it stands.
 *
 * @param status absent where it does not say
 * @param problem why, and what to do; empty where it does
 */
record RunningBridge(@Nullable Status status, String problem) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Whatever else may listen there. */
  private static final int LONGEST = 1 << 20;

  static RunningBridge ask(Settings settings) {
    WebSettings web = settings.web();
    if (web.host() == null || web.port() == 0) {
      String now = web.host() == null ? "off" : "any port that is free";
      return silent(
          settings,
          "cannot be asked, listen of [web] in switchhook.conf is %s; write ADDRESS:PORT"
              .formatted(now));
    }
    String url = "http://%s:%d/status".formatted(web.host(), web.port());
    try {
      Status status = Status.of(get(url));
      return status.bridge().equals(settings.name())
          ? new RunningBridge(status, "")
          : silent(settings, url + " is of the bridge " + status.bridge());
    } catch (IOException | IllegalArgumentException e) {
      return silent(
          settings, "%s: %s; `journalctl -u switchhook` says more".formatted(url, text(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(settings, url + ": interrupted");
    }
  }

  /** The lock is looked at last: whoever looks holds it for a moment, and a bridge may start. */
  private static RunningBridge silent(Settings settings, String why) {
    return new RunningBridge(
        null,
        isDown(new JournalDirectory(settings.journal().directory()))
            ? "does not run; `systemctl start switchhook`, or `journalctl -u switchhook`"
            : why);
  }

  /** Another user's lock may not be looked at. */
  private static boolean isDown(JournalDirectory journal) {
    try {
      return journal.problem().isEmpty() && !journal.isInUse();
    } catch (IOException e) {
      return false;
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return new String(body.readNBytes(LONGEST), UTF_8);
    }
  }

  private static String text(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
