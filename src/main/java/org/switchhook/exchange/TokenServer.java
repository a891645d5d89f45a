package org.switchhook.exchange;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.switchhook.config.Secret;
import org.switchhook.webhook.TokenCredential;

/** Who gives the tokens of one credential. */
final class TokenServer implements TokenSource.Fetch {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int LONGEST_WORDS = 200;

  private final TokenCredential credential;
  private final Wire wire;

  TokenServer(TokenCredential credential, Wire wire) {
    this.credential = credential;
    this.wire = wire;
  }

  @Override
  public Token fetch(Deadline deadline) throws NoTokenException {
    HttpUrl url = HttpUrl.parse(credential.tokenUrl());
    if (url == null) {
      throw new NoTokenException("token_url is no address");
    }
    TokenRequest request = TokenRequest.of(credential);
    Answer answer = wire.once(url, request.request(), request.own(), deadline).answer();
    try {
      return token(answer);
    } catch (NoTokenException e) {
      String why = deadline.isOver() ? "no answer within its part of an attempt" : e.getMessage();
      throw new NoTokenException("the token server %s: %s".formatted(url.host(), why));
    }
  }

  private Token token(Answer answer) throws NoTokenException {
    if (answer.status() == null) {
      throw new NoTokenException(String.valueOf(answer.error()));
    }
    if (answer.status() < 200 || answer.status() >= 300) {
      throw new NoTokenException("answered " + answer.status() + words(answer.head()));
    }
    JsonNode body = json(answer.head());
    JsonNode text = at(body, credential.tokenPointer());
    if (!text.isTextual() || !TOKEN.matcher(text.textValue()).matches()) {
      throw new NoTokenException(
          "answered %d with no token at %s%s"
              .formatted(answer.status(), credential.tokenPointer(), because(answer)));
    }
    String type = body.path("token_type").asText("bearer");
    if (credential.type().startsWith("oauth2") && !type.equalsIgnoreCase("bearer")) {
      throw new NoTokenException("gives tokens of another type than bearer");
    }
    return new Token(new Secret(text.textValue()), lifetime(body));
  }

  private static String because(Answer answer) {
    if (answer.error() != null) {
      return "; " + answer.error();
    }
    return json(answer.head()).isMissingNode() ? "; it is no JSON, or longer than 16 KiB" : "";
  }

  /** What RFC 6749, 5.2, gives for a person to read. */
  private String words(String head) {
    JsonNode body = json(head);
    String error = body.path("error").asText("");
    String description = body.path("error_description").asText("");
    String words =
        (error.isEmpty() ? "" : " " + error) + (description.isEmpty() ? "" : ": " + description);
    String line = Reason.ascii(Masks.of(credential.secrets()).apply(words));
    return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS);
  }

  private Duration lifetime(JsonNode body) {
    if (credential.lifetimePointer().isEmpty()) {
      return USUAL;
    }
    // Some write the number as text.
    long seconds = at(body, credential.lifetimePointer()).asLong(USUAL.toSeconds());
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
  }

  private static JsonNode at(JsonNode body, String pointer) {
    return body.at(JsonPointer.compile(pointer));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // The exception repeats the text.
    }
  }
}
