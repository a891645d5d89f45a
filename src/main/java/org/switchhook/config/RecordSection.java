package org.switchhook.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of a PBX's section that say where its own records are. */
final class RecordSection {

  private static final String URL = "records_url";

  /** They say something about the tables, and nothing without {@link #URL}. */
  private static final List<String> OF_TABLES =
      List.of(
          "records_username",
          "records_password",
          "records_password_file",
          "records_password_env",
          "queue_log_table",
          "cdr_table",
          "cel_table");

  private final Section section;
  private final SecretSource secrets;

  RecordSection(Section section, SecretSource secrets) {
    this.section = section;
    this.secrets = secrets;
  }

  RecordSettings read(RecordSettings otherwise) {
    return new RecordSettings(
        section.getOrOff("queue_log", otherwise.queueLog(), Values::absolutePath),
        section.getOrOff("cdr", otherwise.cdr(), Values::absolutePath),
        section.getOrOff("cel", otherwise.cel(), Values::absolutePath),
        section.get("cdr_timezone", otherwise.cdrZone(), Values::zone),
        section.entry(URL) == null ? noTables() : tables());
  }

  private @Nullable RecordTables noTables() {
    for (String key : OF_TABLES) {
      Section.Entry entry = section.entry(key);
      if (entry != null) {
        section.problem(
            entry.line(), key + " has no effect here: write " + URL + " = jdbc:mariadb://… too");
      }
    }
    return null;
  }

  private RecordTables tables() {
    return new RecordTables(
        new DatabaseSettings(
            Objects.requireNonNullElse(section.find(URL, Values::jdbcUrl), ""),
            section.require("records_username", "", Values::text),
            secrets.read(section, "records_password")),
        section.getOrOff("queue_log_table", "queuelog", Values::table),
        section.getOrOff("cdr_table", "cdr", Values::table),
        section.getOrOff("cel_table", "cel", Values::table));
  }
}
