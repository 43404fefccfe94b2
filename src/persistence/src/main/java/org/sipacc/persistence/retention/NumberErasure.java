package org.sipacc.persistence.retention;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.Identifiers;

/**
 * Takes a person's number out of what is stored: out of the URIs of calls and of their targets, and
 * out of the extra and leg columns of these calls' records, and of other programs' records that
 * have it in {@code src_user} or {@code dst_user}. The calls themselves stay, so that figures do.
 */
public final class NumberErasure {
  /** What stands in its place. */
  public static final String ERASED = "erased";

  /** With fewer characters it would be found where it is no number. */
  public static final int SHORTEST = 4;

  private static final int AT_ONCE = 200;
  private static final List<String> URIS = List.of("from_uri", "to_uri", "request_uri");
  private static final Set<String> NUMBERS = Set.of("src_user", "dst_user");

  private final AccountingPersistence persistence;
  private final String number;
  private final Pattern inUri;
  private final Pattern inText;
  private long calls;
  private long records;

  private NumberErasure(AccountingPersistence persistence, String number) {
    this.persistence = persistence;
    this.number = number;
    String quoted = Pattern.quote(number);
    this.inUri = Pattern.compile("(\\b[A-Za-z][A-Za-z0-9+.-]*:)" + quoted + "(?=[@;:>]|$)");
    this.inText = Pattern.compile("(?<![0-9A-Za-z+])" + quoted + "(?![0-9A-Za-z])");
  }

  /**
   * What was changed.
   *
   * @param calls call summaries
   * @param records rows of the accounting tables
   */
  public record Erased(long calls, long records) {}

  /**
   * Erases a number, some calls in a transaction; if it is broken off, it can be done again.
   *
   * @param number as the user part of the URIs has it
   * @throws IllegalArgumentException if it is too short
   * @throws javax.persistence.PersistenceException if the database cannot be asked
   */
  public static Erased erase(AccountingPersistence persistence, String number) {
    if (number.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "a number to be erased has at least " + SHORTEST + " characters");
    }
    NumberErasure erasure = new NumberErasure(persistence, number);
    int more = AT_ONCE;
    while (more == AT_ONCE) {
      more = persistence.inTransaction(erasure::eraseSome);
    }
    persistence.inTransaction(erasure::eraseOtherRecords);
    return new Erased(erasure.calls, erasure.records);
  }

  private int eraseSome(Connection connection) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String party : List.of("caller", "callee")) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select call_uid, callid from calls where " + party + " = ?")) {
        query.setMaxRows(AT_ONCE);
        query.setString(1, number);
        try (ResultSet rows = query.executeQuery()) {
          while (found.size() < AT_ONCE && rows.next()) {
            found.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    int changed = 0;
    for (Map.Entry<String, String> call : found.entrySet()) {
      changed += change(connection, "calls", "call_uid", call.getKey(), "call_uid", URIS);
      change(connection, "call_attempts", "call_uid", call.getKey(), "attempt", List.of("target"));
      records += eraseRecords(connection, call.getValue());
    }
    calls += changed;
    return changed == 0 ? 0 : found.size();
  }

  private long eraseOtherRecords(Connection connection) throws SQLException {
    Identifiers identifiers = Identifiers.of(connection);
    for (String table : tables()) {
      List<String> columns = columns(connection, table).stream().filter(NUMBERS::contains).toList();
      Set<String> callIds = new LinkedHashSet<>();
      for (String column : columns) {
        try (PreparedStatement query =
            connection.prepareStatement(
                "select distinct "
                    + callIdColumn(identifiers)
                    + " from "
                    + identifiers.quoted(table)
                    + " where "
                    + identifiers.quoted(column)
                    + " = ?")) {
          query.setString(1, number);
          try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
              callIds.add(rows.getString(1));
            }
          }
        }
      }
      for (String callId : callIds) {
        records += eraseRecords(connection, callId);
      }
    }
    return records;
  }

  private long eraseRecords(Connection connection, String callId) throws SQLException {
    String callIdColumn = persistence.settings().columns().callId();
    long changed = 0;
    for (String table : tables()) {
      changed +=
          change(connection, table, callIdColumn, callId, "record_id", columns(connection, table));
    }
    return changed;
  }

  private List<String> tables() {
    PersistenceSettings settings = persistence.settings();
    return Stream.concat(
            Stream.of(settings.accTable(), settings.missedTable()), settings.otherTables().stream())
        .distinct()
        .toList();
  }

  private String callIdColumn(Identifiers identifiers) {
    return identifiers.quoted(persistence.settings().columns().callId());
  }

  /** The extra and leg columns that a table has and that hold text. */
  private List<String> columns(Connection connection, String table) throws SQLException {
    Identifiers identifiers = Identifiers.of(connection);
    Set<String> texts = new LinkedHashSet<>();
    DatabaseMetaData meta = connection.getMetaData();
    try (ResultSet rows =
        meta.getColumns(
            connection.getCatalog(), connection.getSchema(), identifiers.fold(table), null)) {
      while (rows.next()) {
        if (rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT).contains("char")) {
          texts.add(rows.getString("COLUMN_NAME"));
        }
      }
    }
    return persistence.settings().extraColumns().stream()
        .filter(column -> texts.contains(identifiers.fold(column)))
        .collect(Collectors.toList());
  }

  /** Takes the number out of some columns of the rows with a value; tells how many it was in. */
  private int change(
      Connection connection,
      String table,
      String column,
      String value,
      String key,
      List<String> texts)
      throws SQLException {
    if (texts.isEmpty()) {
      return 0;
    }
    Identifiers identifiers = Identifiers.of(connection);
    List<List<String>> changes = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select "
                + identifiers.quoted(key)
                + ", "
                + texts.stream().map(identifiers::quoted).collect(Collectors.joining(", "))
                + " from "
                + identifiers.quoted(table)
                + " where "
                + identifiers.quoted(column)
                + " = ?")) {
      query.setString(1, value);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          List<String> before = new ArrayList<>();
          List<String> after = new ArrayList<>();
          for (int i = 0; i < texts.size(); i++) {
            before.add(rows.getString(i + 2));
            after.add(without(rows.getString(i + 2)));
          }
          if (!before.equals(after) && rows.getString(1) != null) {
            after.add(rows.getString(1));
            changes.add(after);
          }
        }
      }
    }
    String update =
        "update "
            + identifiers.quoted(table)
            + " set "
            + texts.stream()
                .map(text -> identifiers.quoted(text) + " = ?")
                .collect(Collectors.joining(", "))
            + " where "
            + identifiers.quoted(column)
            + " = ? and "
            + identifiers.quoted(key)
            + " = ?";
    for (List<String> change : changes) {
      try (PreparedStatement statement = connection.prepareStatement(update)) {
        for (int i = 0; i < texts.size(); i++) {
          statement.setString(i + 1, change.get(i));
        }
        statement.setString(texts.size() + 1, value);
        setKey(statement, texts.size() + 2, key, change.get(texts.size()));
        statement.executeUpdate();
      }
    }
    return changes.size();
  }

  private static void setKey(PreparedStatement statement, int index, String key, String value)
      throws SQLException {
    if (key.equals("attempt")) {
      statement.setInt(index, Integer.parseInt(value));
    } else {
      statement.setString(index, value);
    }
  }

  private String without(String text) {
    if (text == null || Objects.equals(text, number)) {
      return text == null ? null : ERASED;
    }
    String changed = inUri.matcher(text).replaceAll("$1" + ERASED);
    return text.contains("@") ? changed : inText.matcher(changed).replaceAll(ERASED);
  }
}
