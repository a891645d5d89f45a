package org.switchhook.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of one row of a statement, one after the other. */
final class Parameters {

  private final List<@Nullable Object> values = new ArrayList<>();
  private int chars;

  Parameters add(@Nullable Object value) {
    values.add(value);
    chars += value instanceof String text ? text.length() : 0;
    return this;
  }

  /** A text of which so many characters fit at the most. */
  Parameters add(@Nullable String text, int most) {
    return add(text == null ? null : cut(text, most));
  }

  /** Its beginning, without half of a surrogate pair at the end. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, inPair ? most - 1 : most);
  }

  /** How long its texts are together. */
  int chars() {
    return chars;
  }

  /**
   * Sets them in a statement.
   *
   * @param before how many are set in it already
   * @return how many are set then
   */
  int set(PreparedStatement statement, int before) throws SQLException {
    int set = before;
    for (Object value : values) {
      set(statement, ++set, value);
    }
    return set;
  }

  /** By its type: for an object the driver asks all of its codecs, one after the other. */
  private static void set(PreparedStatement statement, int place, @Nullable Object value)
      throws SQLException {
    if (value instanceof String text) {
      statement.setString(place, text);
    } else if (value instanceof Long number) {
      statement.setLong(place, number);
    } else if (value instanceof Integer number) {
      statement.setInt(place, number);
    } else if (value == null) {
      statement.setNull(place, Types.NULL);
    } else {
      statement.setObject(place, value);
    }
  }
}
