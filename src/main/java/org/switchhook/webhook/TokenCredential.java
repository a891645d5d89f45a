package org.switchhook.webhook;

/** A token in each request (RFC 6750), which another server gives for a while. */
public sealed interface TokenCredential extends Credential
    permits OAuth2ClientCredential, OAuth2PasswordCredential, TokenExchangeCredential {

  /** Who gives it. */
  String tokenUrl();

  /** Where it stands in the answer, as a JSON pointer (RFC 6901). */
  default String tokenPointer() {
    return "/access_token";
  }

  /** Where its lifetime stands there, in seconds; empty where nowhere. */
  default String lifetimePointer() {
    return "/expires_in";
  }
}
