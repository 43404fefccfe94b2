package org.sipacc.cli.records;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.DataDirectory;
import org.sipacc.cli.Database;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import org.sipacc.persistence.url.DatabaseCredentials;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the last records of a table, oldest first. */
@Command(
    name = "records",
    description = "Prints the last records of a table, oldest first.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The user and password of --db may also come from SIPACC_DB_USER and",
      "SIPACC_DB_PASSWORD, or the password from the file that SIPACC_DB_PASSWORD_FILE",
      "names; what the URL says wins."
    })
public final class RecordsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "acc",
      description = "acc, missed_calls, calls or any other table (default: ${DEFAULT-VALUE}).")
  private String table;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many records (default: ${DEFAULT-VALUE}).")
  private int last;

  @Option(
      names = "--json",
      description = "One JSON object a line; the keys are the names of the columns.")
  private boolean json;

  @ArgGroup private Place place = new Place();

  private static final class Place {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "The server's data directory (default: SIPACC_DATA, or data beside bin); its embedded"
                + " database is read.")
    private Path data;

    @Option(
        names = "--db",
        paramLabel = "URL",
        description = "A database, as in mysql://user:password@host/database.")
    private String url;
  }

  @Override
  public Integer call() throws SQLException {
    if (last < 1) {
      throw usage("--last is " + last + ": a number from 1 upwards is needed");
    }
    try (Connection connection = connect();
        LastRows rows = LastRows.of(connection, table, last)) {
      PrintWriter out = spec.commandLine().getOut();
      List<Column> columns = rows.columns();
      if (json) {
        JsonLines lines = new JsonLines(out, columns);
        rows.forEach(lines::print);
      } else {
        TextTable text = new TextTable(columns.stream().map(Column::name).toList());
        rows.forEach(row -> text.add(row.stream().map(RecordsCommand::cell).toList()));
        text.print(out);
      }
      out.flush();
    }
    return 0;
  }

  private static Cell cell(Optional<Value> value) {
    return value
        .map(v -> v.number() ? Cell.number(v.text()) : Cell.of(v.text()))
        .orElse(Cell.of("NULL"));
  }

  private Connection connect() {
    Database database = new Database(System.getenv());
    if (place.url == null) {
      return Database.open(
          database.embedded(
              place.data == null ? DataDirectory.byDefault(System.getenv()) : place.data));
    }
    try {
      return Database.open(database.at(place.url, DatabaseCredentials.NONE));
    } catch (IllegalArgumentException e) {
      throw usage("--db: " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
