package org.sipacc.cli.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The last rows of a table, by its id; at most as many as were asked for are held in memory. */
final class LastRows implements AutoCloseable {

  private final PreparedStatement statement;
  private final ResultSet result;
  private final List<Column> columns;

  private LastRows(PreparedStatement statement, ResultSet result) throws SQLException {
    this.statement = statement;
    this.result = result;
    this.columns = Column.of(result.getMetaData());
  }

  static LastRows of(Connection connection, String table, int last) throws SQLException {
    TableName names = new TableName(connection);
    String name = names.find(table);
    List<String> order = new ArrayList<>();
    for (String column : names.order(name)) {
      order.add(names.quoted(column) + " desc");
    }
    PreparedStatement statement =
        connection.prepareStatement(
            "select * from "
                + names.quoted(name)
                + order.stream().collect(Collectors.joining(", ", " order by ", " limit ?")));
    statement.setInt(1, last);
    return new LastRows(statement, statement.executeQuery());
  }

  List<Column> columns() {
    return columns;
  }

  /** Gives the rows one after the other, oldest first; a value that is NULL is empty. */
  void forEach(Consumer<List<Optional<Value>>> action) throws SQLException {
    Deque<List<Optional<Value>>> rows = new ArrayDeque<>();
    while (result.next()) {
      List<Optional<Value>> row = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        row.add(Value.read(result, i + 1, columns.get(i).sqlType()));
      }
      rows.addFirst(row);
    }
    rows.forEach(action);
  }

  @Override
  public void close() throws SQLException {
    try (statement) {
      result.close();
    }
  }
}
