package org.switchhook.exchange;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.DigestCredential;

/** Answers what servers challenge with; a challenge is good for many requests. */
final class Digests {

  private static final int KEPT = 1000;
  private static final String NOT_UNDERSTOOD =
      "the server asks for no digest authentication with qop auth and MD5 or SHA-256";

  /** For whom a challenge is good. */
  private record Door(DigestCredential credential, String scheme, String host, int port) {}

  /** A challenge and how often it was answered. */
  private record Session(DigestChallenge challenge, AtomicInteger count) {}

  private final Map<Door, Session> sessions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Wire wire;

  Digests(Wire wire) {
    this.wire = wire;
  }

  Reply send(HttpUrl url, Request asked, DigestCredential credential, Deadline deadline) {
    Door door = new Door(credential, url.scheme(), url.host(), url.port());
    Session known = sessions.get(door);
    Reply reply = wire.once(url, asked, own(known, url, asked, credential), deadline);
    if (!reply.isUnauthorized()) {
      return reply;
    }
    Optional<DigestChallenge> challenge = DigestChallenge.of(reply.challenges());
    if (challenge.isEmpty()) {
      return new Reply(reply.answer().with(NOT_UNDERSTOOD), reply.challenges());
    }
    // It may have forgotten the one that was answered, or want another from time to time.
    Session fresh = new Session(challenge.get(), new AtomicInteger());
    Reply second = wire.once(url, asked, own(fresh, url, asked, credential), deadline);
    keep(door, second.isUnauthorized() ? null : fresh);
    return second;
  }

  private void keep(Door door, @Nullable Session session) {
    if (sessions.size() >= KEPT) {
      sessions.clear();
    }
    if (session == null) {
      sessions.remove(door);
    } else {
      sessions.put(door, session);
    }
  }

  private @Nullable Own own(
      @Nullable Session session, HttpUrl url, Request asked, DigestCredential credential) {
    if (session == null) {
      return null;
    }
    byte[] cnonce = new byte[16];
    random.nextBytes(cnonce);
    int count = session.count().incrementAndGet();
    return Own.authorization(
        session
            .challenge()
            .answer(credential, asked.method(), url, count, HexFormat.of().formatHex(cnonce)));
  }
}
