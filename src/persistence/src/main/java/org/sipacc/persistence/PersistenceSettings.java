package org.sipacc.persistence;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.persistence.url.DatabaseDialect;

/**
 * What the configuration says about the database.
 *
 * @param accTable {@code db_table_acc}
 * @param missedTable {@code db_table_missed_calls}
 * @param otherTables tables that a policy names in {@code do_accounting} or {@code acc_db_request}
 * @param columns the seven {@code acc_*_column} parameters
 * @param extraColumns the columns of extra and leg fields
 * @param zone the zone of {@code time} and {@code created} in the accounting tables; call summaries
 *     are in UTC
 * @param addColumns {@code db_add_columns}: whether a start adds the columns of extra and leg
 *     fields that a table lacks
 * @param country the country that numbers without an international prefix are of
 */
public record PersistenceSettings(
    DatabaseDialect dialect,
    String accTable,
    String missedTable,
    Set<String> otherTables,
    CoreColumns columns,
    List<String> extraColumns,
    ZoneId zone,
    boolean addColumns,
    Optional<String> country) {
  /** The extra columns that every accounting table made here has. */
  public static final List<String> DEFAULT_EXTRA_COLUMNS =
      List.of("src_user", "src_domain", "dst_user", "dst_domain");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,47}");

  /**
   * @throws IllegalArgumentException if a table or column is not a plain name, or two columns have
   *     one name
   */
  public PersistenceSettings {
    otherTables = Set.copyOf(otherTables);
    extraColumns = List.copyOf(extraColumns);
    checkName("db_table_acc", accTable);
    checkName("db_table_missed_calls", missedTable);
    otherTables.forEach(table -> checkName("an accounting table", table));
    Set<String> seen = new LinkedHashSet<>();
    checkColumn(seen, "acc_method_column", columns.method());
    checkColumn(seen, "acc_from_tag_column", columns.fromTag());
    checkColumn(seen, "acc_to_tag_column", columns.toTag());
    checkColumn(seen, "acc_callid_column", columns.callId());
    checkColumn(seen, "acc_sip_code_column", columns.sipCode());
    checkColumn(seen, "acc_sip_reason_column", columns.sipReason());
    checkColumn(seen, "acc_time_column", columns.time());
    extraColumns.forEach(column -> checkName("the column of an extra or leg field", column));
  }

  /** Settings by which a table that lacks a column is refused. */
  public PersistenceSettings(
      DatabaseDialect dialect,
      String accTable,
      String missedTable,
      Set<String> otherTables,
      CoreColumns columns,
      List<String> extraColumns,
      ZoneId zone) {
    this(
        dialect,
        accTable,
        missedTable,
        otherTables,
        columns,
        extraColumns,
        zone,
        false,
        Optional.empty());
  }

  /** What a configuration and one policy say. */
  public static PersistenceSettings of(
      DatabaseDialect dialect, Parameters parameters, Policy policy) {
    return new PersistenceSettings(
        dialect,
        parameters.get(Catalogue.DB_TABLE_ACC),
        parameters.get(Catalogue.DB_TABLE_MISSED_CALLS),
        policy.tables(),
        parameters.coreColumns(),
        Stream.of(parameters.extraFields(), parameters.legFields())
            .flatMap(fields -> fields.of(Backend.DB).stream())
            .map(Declaration::name)
            .distinct()
            .toList(),
        parameters.get(Catalogue.TIME_ZONE),
        parameters.get(Catalogue.DB_ADD_COLUMNS),
        parameters.get(Catalogue.COUNTRY));
  }

  /** The settings of a server whose configuration says nothing about the database. */
  public static PersistenceSettings defaults(DatabaseDialect dialect) {
    return new PersistenceSettings(
        dialect,
        "acc",
        "missed_calls",
        Set.of(),
        CoreColumns.DEFAULT,
        DEFAULT_EXTRA_COLUMNS,
        ZoneId.systemDefault());
  }

  /** Whether a name can be a table's or a column's: letters, digits and underscore. */
  public static boolean isPlainName(String name) {
    return NAME.matcher(name).matches();
  }

  private static void checkColumn(Set<String> seen, String parameter, String column) {
    checkName(parameter, column);
    if (!seen.add(column.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          parameter + " is '" + column + "', which another column has: give it a name of its own");
    }
  }

  private static void checkName(String parameter, String name) {
    if (!isPlainName(name)) {
      throw new IllegalArgumentException(
          parameter
              + " is '"
              + name
              + "': a name of a table or column here is made of letters, digits and _, begins with"
              + " a letter or _ and has at most 48 characters");
    }
  }
}
