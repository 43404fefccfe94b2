package org.sipacc.cli.subscribers;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.ConfigurationOptions;
import org.sipacc.cli.Database;
import org.sipacc.cli.DatabaseChoice;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sipacc subscribers}: lists those who may call by digest, adds one or takes one out. */
@Command(
    name = "subscribers",
    description =
        "Lists the subscribers that a policy's authenticate knows, sets a password or removes one."
            + " Reads and writes the database, whether or not the server runs.",
    mixinStandardHelpOptions = true)
public final class SubscribersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;

  @ArgGroup private DatabaseChoice database = new DatabaseChoice();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "subscriber",
      description = "The table (default: subscriber).")
  private String table;

  @Override
  public Integer call() throws SQLException {
    TextTable list = new TextTable(List.of("name", "domain"));
    try (Connection connection = open()) {
      for (List<String> row : table(connection).all()) {
        list.add(row.stream().map(Cell::of).toList());
      }
    }
    list.print(out());
    return 0;
  }

  @Command(
      name = "set",
      description =
          "Gives a subscriber a password, one that is not there yet too. Makes the table if there is"
              + " none.",
      mixinStandardHelpOptions = true)
  Integer set(
      @Parameters(paramLabel = "NAME", description = "The user name that a phone shows.")
          String name,
      @Option(
              names = "--realm",
              paramLabel = "REALM",
              description = "The realm of the policy's authenticate; it counts in the hashes.")
          String realm,
      @Option(
              names = "--domain",
              paramLabel = "DOMAIN",
              defaultValue = "",
              description = "The domain, where auth_db.use_domain is 1.")
          String domain,
      @Option(
              names = "--password",
              interactive = true,
              arity = "0..1",
              required = true,
              paramLabel = "TEXT",
              description = "The password; asked for if it is not written.")
          char[] password)
      throws SQLException {
    if (realm == null && !configuration.parameters().get(Catalogue.CALCULATE_HA1)) {
      throw new CommandFailedException(
          "the table has hashes, in which the realm counts: name that of the policy's authenticate"
              + " with --realm, or have passwords in the table by auth_db: {calculate_ha1: 1}");
    }
    if (password.length == 0) {
      throw new CommandFailedException("the password is empty; write one");
    }
    try (Connection connection = open()) {
      SubscriberTable subscribers = table(connection);
      if (subscribers.make()) {
        out().println("table " + table + " made");
      }
      subscribers.set(name, domain, realm, new String(password));
    }
    out().println(name + " has a new password");
    return 0;
  }

  @Command(
      name = "remove",
      description = "Takes a subscriber out of the table.",
      mixinStandardHelpOptions = true)
  Integer remove(
      @Parameters(paramLabel = "NAME", description = "The user name.") String name,
      @Option(
              names = "--domain",
              paramLabel = "DOMAIN",
              defaultValue = "",
              description = "The domain, where auth_db.use_domain is 1.")
          String domain)
      throws SQLException {
    try (Connection connection = open()) {
      if (!table(connection).remove(name, domain)) {
        throw new CommandFailedException(
            "there is no subscriber " + name + (domain.isEmpty() ? "" : " of " + domain));
      }
    }
    out().println(name + " is no subscriber any more");
    return 0;
  }

  private Connection open() {
    return Database.open(database.url(configuration.parameters()));
  }

  private SubscriberTable table(Connection connection) {
    return new SubscriberTable(connection, table, configuration.parameters());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
