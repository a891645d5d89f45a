package org.switchhook.exchange;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.switchhook.webhook.TokenCredential;

/** The tokens of all credentials, and requests with them. */
final class Tokens {

  private record Source(TokenCredential credential, TokenSource tokens) {}

  /** By the credential's id: one that was edited begins anew, and the old one is forgotten. */
  private final Map<Long, Source> sources = new ConcurrentHashMap<>();

  private final Wire wire;
  private final LongSupplier nanoTime;

  Tokens(Wire wire, LongSupplier nanoTime) {
    this.wire = wire;
    this.nanoTime = nanoTime;
  }

  /** A token that can be used now. */
  Token get(TokenCredential credential, Deadline deadline) throws NoTokenException {
    return source(credential).get(deadline);
  }

  /**
   * Sends it, once more with another token where the target does not take the one that was kept.
   */
  Answer send(HttpUrl url, Request asked, TokenCredential credential, Deadline deadline)
      throws NoTokenException {
    TokenSource tokens = source(credential);
    Token token = tokens.get(deadline.half());
    Reply reply = send(url, asked, token, deadline);
    if (!reply.isUnauthorized()) {
      return masked(reply, token);
    }
    tokens.refused(token);
    Token next = tokens.get(deadline.half());
    boolean isSame = next.text().equals(token.text());
    return masked(isSame ? reply : send(url, asked, next, deadline), next);
  }

  private Reply send(HttpUrl url, Request asked, Token token, Deadline deadline) {
    return wire.once(url, asked, Own.bearer(token.text().reveal()), deadline);
  }

  private static Answer masked(Reply reply, Token token) {
    return Masks.of(List.of(token.text())).apply(reply.answer());
  }

  private TokenSource source(TokenCredential credential) {
    Source source =
        sources.compute(
            credential.id(),
            (id, known) ->
                known != null && known.credential().equals(credential)
                    ? known
                    : new Source(
                        credential, new TokenSource(new TokenServer(credential, wire), nanoTime)));
    return source.tokens();
  }
}
