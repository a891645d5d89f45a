package org.switchhook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedMariaDbIT {

  @Test
  void whatWasCommittedIsThereAfterAKillAndAStart() throws Exception {
    try (EmbeddedMariaDb database = EmbeddedMariaDb.open(Path.of("target", "mariadb"))) {
      execute(
          database, "CREATE DATABASE d", "CREATE TABLE d.t (a INT)", "INSERT INTO d.t VALUES (7)");
      int port = database.port();

      database.kill();
      database.start();

      assertThat(database.port()).isEqualTo(port);
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl("d"));
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT a FROM t")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(7);
      }
    }
  }

  private static void execute(EmbeddedMariaDb database, String... sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(""));
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }
}
