package org.switchhook.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;
import org.switchhook.webhook.BasicCredential;
import org.switchhook.webhook.Credential;
import org.switchhook.webhook.DigestCredential;
import org.switchhook.webhook.HeaderCredential;
import org.switchhook.webhook.TokenCredential;

/** Makes requests somebody's, each kind of {@link Credential} in its way. */
final class Authentication {

  private final Wire wire;
  private final Digests digests;
  private final Tokens tokens;

  Authentication(Wire wire) {
    this.wire = wire;
    this.digests = new Digests(wire);
    this.tokens = new Tokens(wire, System::nanoTime);
  }

  /**
   * Why the request must not go there with what it bears; empty where it may.
   *
   * @param host as it is dialled
   */
  static Optional<String> objection(String host, Collection<Credential> borne) {
    return borne.stream()
        .filter(credential -> !credential.domain().covers(host))
        .findFirst()
        .map(
            credential ->
                "refused: row %d of credentials goes to %s alone (domain), and url to %s"
                    .formatted(credential.id(), credential.domain(), Reason.ascii(host)));
  }

  /**
   * Sends it as the credential has it.
   *
   * @param borne the secrets of these stand in the request already
   * @throws NoTokenException when the target was not asked for want of a token
   */
  Answer send(
      HttpUrl url,
      Request asked,
      @Nullable Credential by,
      Collection<Credential> borne,
      Deadline deadline)
      throws NoTokenException {
    List<Secret> secrets = new ArrayList<>();
    borne.forEach(credential -> secrets.addAll(credential.secrets()));
    Answer answer;
    if (by instanceof TokenCredential token) {
      answer = tokens.send(url, asked, token, deadline);
    } else if (by instanceof DigestCredential digest) {
      answer = digests.send(url, asked, digest, deadline).answer();
    } else {
      Own own = own(by);
      if (own != null) {
        secrets.add(new Secret(own.value().reveal().replaceFirst("^Basic ", "")));
      }
      answer = wire.once(url, asked, own, deadline).answer();
    }
    return Masks.of(secrets).apply(answer);
  }

  /** Asks for a token if there is none. */
  Token token(TokenCredential credential, Deadline deadline) throws NoTokenException {
    return tokens.get(credential, deadline);
  }

  private static @Nullable Own own(@Nullable Credential by) {
    if (by instanceof BasicCredential basic) {
      return Own.basic(basic.username(), basic.secret());
    }
    return by instanceof HeaderCredential header ? Own.of(header) : null;
  }
}
