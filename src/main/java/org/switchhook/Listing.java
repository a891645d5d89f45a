package org.switchhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows for a person, as columns of a fixed width, or for a script, as JSON with one object a line.
 *
 * @param details lines below a row; none for most
 */
record Listing<T>(List<Column<T>> columns, Function<T, List<String>> details) {

  /** As people read it: UTC, 19 characters. */
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final int LINE = 100;

  // ASCII alone, so that the terminal's character set does not matter.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  /** What is longer than {@code width} is cut. */
  record Column<T>(String heading, int width, Function<T, String> text) {}

  void print(Collection<T> rows, boolean json, boolean heading, PrintWriter out) {
    if (json) {
      rows.forEach(row -> out.println(json(row)));
    } else {
      if (heading) {
        out.println(line(Column::heading));
      }
      for (T row : rows) {
        out.println(line(column -> column.text().apply(row)));
        details.apply(row).forEach(detail -> out.println("    " + cut(detail, LINE - 4)));
      }
    }
    out.flush();
  }

  private String line(Function<Column<T>, String> text) {
    return columns.stream()
        .map(column -> padded(cut(text.apply(column), column.width()), column.width()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  /** What others have written cannot begin a line, nor speak to the terminal. */
  private static String cut(String text, int width) {
    String line = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  /** On one line. */
  static String json(Object row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that has no JSON", e);
    }
  }
}
