package org.sipacc.cli.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.ConfigurationOptions;
import org.sipacc.cli.Database;
import org.sipacc.cli.DatabaseChoice;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.Adoption;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.url.DatabaseUrl;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sipacc db adopt}: gives another program's accounting tables what records need. */
@Command(
    name = "adopt",
    description =
        "Takes over the accounting tables of an OpenSIPS with their rows. Shows the SQL first, and"
            + " does it if the answer is yes. OpenSIPS can go on writing meanwhile and afterwards.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Nothing that the tables have is changed. A second run goes on where a first",
      "was interrupted, and does nothing if there is nothing left to do."
    })
final class AdoptCommand implements Callable<Integer> {

  private static final long MANY_ROWS = 100_000;

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;

  @ArgGroup private DatabaseChoice database = new DatabaseChoice();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy whose tables count (default: that of the configuration).")
  private Path policy;

  @Option(names = "--dry-run", description = "Only shows the SQL.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does it without asking.")
  private boolean yes;

  @Override
  public Integer call() throws SQLException {
    Parameters parameters = configuration.parameters();
    Policy tables = policy == null ? configuration.policy() : configuration.policy(policy);
    DatabaseUrl url = database.url(parameters);
    try (Connection connection = Database.open(url)) {
      // An index over many rows takes longer than the driver would wait for an answer.
      connection.setNetworkTimeout(Runnable::run, 0);
      Adoption adoption =
          Adoption.of(connection, PersistenceSettings.of(url.dialect(), parameters, tables));
      print(adoption, url);
      if (!dryRun && !adoption.plans().isEmpty()) {
        if (!yes) {
          confirm(url);
        }
        adoption.carryOut(connection, this::tell);
      }
    } catch (SchemaException e) {
      throw new CommandFailedException(e.getMessage(), e);
    }
    return 0;
  }

  /** As a script of SQL, whose remarks are for the operator. */
  private void print(Adoption adoption, DatabaseUrl url) {
    PrintWriter out = spec.commandLine().getOut();
    List<Adoption.Plan> plans = adoption.plans();
    out.print("-- " + url + "\n");
    for (Adoption.Plan plan : plans) {
      out.print("-- table " + plan.table() + ", " + plan.rows() + " rows");
      out.print(plan.rows() < MANY_ROWS ? "\n" : ": count on a minute for each million\n");
      plan.statements().forEach(sql -> out.print(sql + ";\n"));
    }
    if (plans.isEmpty()) {
      out.print("-- there is nothing to do\n");
    }
    adoption
        .absent()
        .forEach(table -> out.print("-- there is no table " + table + ": a start makes it\n"));
    out.flush();
  }

  private void confirm(DatabaseUrl url) {
    PrintWriter err = spec.commandLine().getErr();
    err.print("Type yes to do this in " + url + ": ");
    err.flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (!"yes".equals(answer)) {
        throw new CommandFailedException("nothing is changed: type yes, or give --yes");
      }
    } catch (IOException e) {
      throw new CommandFailedException("nothing is changed: no answer can be read", e);
    }
  }

  private void tell(String progress) {
    PrintWriter err = spec.commandLine().getErr();
    err.print(progress + "\n");
    err.flush();
  }
}
