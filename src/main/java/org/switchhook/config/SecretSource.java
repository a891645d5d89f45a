package org.switchhook.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.Section.Entry;

/**
 * Where a password comes from: {@code KEY} itself, the file that {@code KEY_file} names, or the
 * environment variable that {@code KEY_env} names. No problem that it reports shows a password.
 */
final class SecretSource {

  private static final Logger LOG = LoggerFactory.getLogger(SecretSource.class);

  private static final long LARGEST_FILE = 4096;
  private static final Secret NONE = new Secret("");

  private final Path file;
  private final Map<String, String> environment;
  private final Set<Path> warned = new HashSet<>();

  SecretSource(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  Secret read(Section section, String key) {
    List<String> given =
        Stream.of(key, key + "_file", key + "_env").filter(k -> section.entry(k) != null).toList();
    if (given.size() != 1) {
      String what = "[" + section.name() + "] needs one of %s, %s_file, %s_env and has ";
      section.problem(
          section.line(),
          what.formatted(key, key, key) + (given.isEmpty() ? "none" : String.join(", ", given)));
      return NONE;
    }
    Entry entry = Objects.requireNonNull(section.entry(given.get(0)));
    return checked(section, entry.line(), given.get(0), text(section, key, given.get(0), entry));
  }

  private @Nullable String text(Section section, String key, String given, Entry entry) {
    if (given.equals(key)) {
      warnIfReadableByAll(file);
      return entry.value();
    }
    if (given.endsWith("_env")) {
      return environment.get(entry.value());
    }
    return section.find(given, this::firstLine);
  }

  private static Secret checked(Section section, int line, String given, @Nullable String text) {
    if (text == null && given.endsWith("_env")) {
      section.problem(
          line, given + ": the environment has no such variable: set it, or name another");
    } else if (text != null && text.isEmpty()) {
      section.problem(line, given + ": the password is empty: write one");
    } else if (text != null && text.chars().anyMatch(Character::isISOControl)) {
      section.problem(line, given + ": the password has a control character or a second line");
    } else if (text != null) {
      return new Secret(text);
    }
    return NONE;
  }

  /** The text without the line end that an editor leaves. */
  private String firstLine(String name) {
    Path path = Values.readableFile(name);
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new IllegalArgumentException(
            "is larger than 4 KiB: write the password alone into it");
      }
      warnIfReadableByAll(path);
      return Files.readString(path).replaceFirst("\\R\\z", "");
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e, e);
    }
  }

  private void warnIfReadableByAll(Path path) {
    try {
      if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)
          && warned.add(path)) {
        LOG.warn("every user may read the password in {}: chmod o= {}", path, path);
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("the permissions of {} cannot be told", path, e);
    }
  }
}
