package org.sipacc.cli.records;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sipacc.persistence.url.DatabaseUrl;

/** Plays the running server: a process that has the embedded database open until told to end. */
final class DatabaseHolder {

  private DatabaseHolder() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    DatabaseUrl url = DatabaseUrl.embedded(Path.of(arguments[0]));
    try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        var statement = connection.createStatement()) {
      statement.execute("create table acc (id bigint primary key, callid varchar(64))");
      statement.execute("insert into acc values (1, 'held@example')");
      System.out.println("open");
      while (System.in.read() >= 0) {
        // Until the test closes our input.
      }
    }
  }
}
