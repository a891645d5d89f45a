package org.switchhook.exchange;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;

/**
 * Puts {@code ***} for secrets in what others say: some servers repeat in their answer what they
 * were sent. What is shorter than eight characters is let be, it may be any word.
 */
record Masks(List<String> texts) {

  private static final int SHORTEST = 8;

  static Masks of(Collection<Secret> secrets) {
    return new Masks(
        secrets.stream()
            .map(Secret::reveal)
            .filter(text -> text.length() >= SHORTEST)
            .flatMap(Masks::written)
            .distinct()
            .toList());
  }

  /** As it is, and as it stands in an address, a form or JSON. */
  private static Stream<String> written(String text) {
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    String json = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return Stream.of(
        text,
        form,
        form.replace("+", "%20"),
        form.toLowerCase(Locale.ROOT),
        json,
        json.replace("/", "\\/"));
  }

  String apply(String said) {
    String masked = said;
    for (String text : texts) {
      masked = withoutBegun(masked.replace(text, "***"), text);
    }
    return masked;
  }

  /** An answer is kept up to a length: a secret may stand across its end. */
  private static String withoutBegun(String said, String text) {
    int most = Math.min(text.length() - 1, said.length());
    for (int length = most; length >= SHORTEST; length--) {
      if (said.endsWith(text.substring(0, length))) {
        return said.substring(0, said.length() - length) + "***";
      }
    }
    return said;
  }

  Answer apply(Answer answer) {
    String error = answer.error();
    return new Answer(
        answer.status(),
        error == null ? null : apply(error),
        answer.duration(),
        apply(answer.head()),
        name -> apply(answer.headers(), name),
        answer.withheld());
  }

  private @Nullable String apply(UnaryOperator<@Nullable String> headers, @Nullable String name) {
    String value = headers.apply(name);
    return value == null ? null : apply(value);
  }

  @Override
  public String toString() {
    return texts.size() + " masks";
  }
}
