package org.switchhook.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sections of switchhook.conf and the keys that each of them has. */
enum SectionType {
  GENERAL("name", "timezone"),
  DATABASE("url", "username", "password", "password_file", "password_env"),
  JOURNAL("directory", "limit"),
  DELIVERY(
      "requests",
      "requests_per_webhook",
      "connect_timeout",
      "attempt_timeout",
      "deny",
      "https_only",
      "ca_file",
      "proxy",
      "proxy_username",
      "proxy_password",
      "proxy_password_file",
      "proxy_password_env",
      "no_proxy"),
  CREDENTIALS("key_file"),
  NUMBERS("phones", "ignore"),
  CALLS("late_disposition"),
  WEB("listen"),
  AGI("listen", "allow", "requests"),
  RETENTION("attempts", "delivered"),
  PBX(
      "type",
      "host",
      "port",
      "tls",
      "ca_file",
      "username",
      "secret",
      "secret_file",
      "secret_env",
      "queue_log",
      "cdr",
      "cel",
      "cdr_timezone",
      "records_url",
      "records_username",
      "records_password",
      "records_password_file",
      "records_password_env",
      "queue_log_table",
      "cdr_table",
      "cel_table"),
  QUEUE("type", "wrapup");

  private static final Set<SectionType> BY_TYPE = Set.of(PBX, QUEUE);

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and kept in order for messages
  private final Set<String> keys;

  SectionType(String... keys) {
    this.keys = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }

  Set<String> keys() {
    return keys;
  }

  /** By its {@code type} where it has one, else by its name; null where neither is known. */
  static @Nullable SectionType of(Section section) {
    Section.Entry type = section.entry("type");
    return Arrays.stream(values())
        .filter(one -> BY_TYPE.contains(one) == (type != null))
        .filter(one -> one.name().equalsIgnoreCase(type == null ? section.name() : type.value()))
        .findFirst()
        .orElse(null);
  }

  /** The names of the sections that are known by name. */
  static String names() {
    return Arrays.stream(values())
        .filter(one -> !BY_TYPE.contains(one))
        .map(one -> one.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
