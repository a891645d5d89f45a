package org.switchhook.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;
import org.switchhook.webhook.OAuth2ClientCredential;
import org.switchhook.webhook.OAuth2PasswordCredential;
import org.switchhook.webhook.TokenCredential;
import org.switchhook.webhook.TokenExchangeCredential;

/** What a token server is asked. */
record TokenRequest(Request request, @Nullable Own own) {

  private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json");

  /** RFC 6749 has UTF-8; without a word of it servlet containers read a form as ISO-8859-1. */
  private static final String FORM = "application/x-www-form-urlencoded;charset=UTF-8";

  static TokenRequest of(TokenCredential credential) {
    if (credential instanceof TokenExchangeCredential exchange) {
      return new TokenRequest(
          Request.get(exchange.tokenUrl(), ACCEPT),
          Own.basic(exchange.username(), exchange.secret()));
    }
    Map<String, String> form = new LinkedHashMap<>();
    if (credential instanceof OAuth2PasswordCredential password) {
      form.put("grant_type", "password");
      form.put("username", password.username());
      form.put("password", password.password().reveal());
      return of(password.client(), form);
    }
    form.put("grant_type", "client_credentials");
    return of((OAuth2ClientCredential) credential, form);
  }

  private static TokenRequest of(OAuth2ClientCredential client, Map<String, String> form) {
    if (!client.scope().isEmpty()) {
      form.put("scope", client.scope());
    }
    boolean isPublic = client.secret().reveal().isEmpty();
    if (isPublic) {
      form.put("client_id", client.clientId());
    }
    return new TokenRequest(
        Request.post(client.tokenUrl(), ACCEPT, FORM, encoded(form)),
        isPublic ? null : login(client));
  }

  /** RFC 6749, 2.3.1: each of the two is encoded as in a form first. */
  private static Own login(OAuth2ClientCredential client) {
    return Own.basic(encoded(client.clientId()), new Secret(encoded(client.secret().reveal())));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
