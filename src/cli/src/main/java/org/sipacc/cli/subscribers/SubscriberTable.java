package org.sipacc.cli.subscribers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.sip.digest.DigestAlgorithm;

/** A table of subscribers, with the columns that the parameters of auth_db name. */
final class SubscriberTable {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";

  private final Connection connection;
  private final String name;
  private final Parameters parameters;

  /**
   * @param name the table
   * @throws CommandFailedException if that is no table's name
   */
  SubscriberTable(Connection connection, String name, Parameters parameters) {
    if (!name.matches(NAME)) {
      throw new CommandFailedException(
          "\"" + name + "\" is no name of a table; write letters, digits and underscores");
    }
    this.connection = connection;
    this.name = name;
    this.parameters = parameters;
  }

  private boolean hasPasswords() {
    return parameters.get(Catalogue.CALCULATE_HA1);
  }

  private String userColumn() {
    return parameters.get(Catalogue.USER_COLUMN);
  }

  private Optional<String> sha256Column() {
    return hasPasswords() ? Optional.empty() : parameters.get(Catalogue.HASH_COLUMN_SHA256);
  }

  private boolean exists() throws SQLException {
    for (String spelling :
        List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
      try (ResultSet tables =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), connection.getSchema(), spelling, null)) {
        if (tables.next()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Makes it if it is not there; tells whether it did. */
  boolean make() throws SQLException {
    if (exists()) {
      return false;
    }
    String domain = parameters.get(Catalogue.DOMAIN_COLUMN);
    String sha256 = sha256Column().map(column -> ", " + column + " varchar(64)").orElse("");
    execute(
        "create table "
            + name
            + " ("
            + userColumn()
            + " varchar(64) not null, "
            + domain
            + " varchar(64) default '' not null, "
            + parameters.get(Catalogue.PASSWORD_COLUMN)
            + " varchar(64)"
            + sha256
            + ", primary key ("
            + userColumn()
            + ", "
            + domain
            + "))");
    return true;
  }

  /**
   * Gives a subscriber a password; one that is there gets a new one.
   *
   * @param realm counts in the hashes, not where the table has passwords
   */
  void set(String user, String domain, String realm, String password) throws SQLException {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put(
        parameters.get(Catalogue.PASSWORD_COLUMN),
        hasPasswords() ? password : DigestAlgorithm.MD5.hash(user, realm, password));
    sha256Column()
        .ifPresent(
            column -> secrets.put(column, DigestAlgorithm.SHA_256.hash(user, realm, password)));
    List<String> values = new ArrayList<>(secrets.values());
    String assignments = String.join(" = ?, ", secrets.keySet()) + " = ?";
    values.addAll(List.of(user, domain));
    int changed = execute("update " + name + " set " + assignments + where(), values);
    if (changed == 0) {
      List<String> row = new ArrayList<>(List.of(user, domain));
      row.addAll(secrets.values());
      execute(
          "insert into "
              + name
              + " ("
              + userColumn()
              + ", "
              + parameters.get(Catalogue.DOMAIN_COLUMN)
              + ", "
              + String.join(", ", secrets.keySet())
              + ") values (?, ?"
              + ", ?".repeat(secrets.size())
              + ")",
          row);
    }
  }

  /** Takes a subscriber out; tells whether there was one. */
  boolean remove(String user, String domain) throws SQLException {
    return execute("delete from " + name + where(), List.of(user, domain)) > 0;
  }

  private String where() {
    return " where "
        + userColumn()
        + " = ? and "
        + parameters.get(Catalogue.DOMAIN_COLUMN)
        + " = ?";
  }

  /** Names and domains, in their order. */
  List<List<String>> all() throws SQLException {
    String columns = userColumn() + ", " + parameters.get(Catalogue.DOMAIN_COLUMN);
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select " + columns + " from " + name + " order by " + columns);
        ResultSet rows = statement.executeQuery()) {
      List<List<String>> all = new ArrayList<>();
      while (rows.next()) {
        all.add(List.of(text(rows.getString(1)), text(rows.getString(2))));
      }
      return all;
    }
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }

  private void execute(String sql) throws SQLException {
    execute(sql, List.of());
  }

  private int execute(String sql, List<String> values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      return statement.executeUpdate();
    }
  }
}
