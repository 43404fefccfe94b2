package org.sipacc.cli.events;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sipacc events}: lists the subscriptions, makes one or ends it. */
@Command(
    name = "events",
    description = "Lists the subscriptions to events, makes one or ends it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListSubscriptionsCommand.class,
      SubscribeCommand.class,
      UnsubscribeCommand.class
    })
public final class EventsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, as the management interface gives it.")
  private boolean json;

  @Override
  public Integer call() {
    List<JsonObject> all =
        Reply.objects(client().get(ApiPath.of("subscriptions")), "subscriptions");
    if (json) {
      all.forEach(subscription -> out().print(JsonText.line(subscription) + "\n"));
      return 0;
    }
    TextTable table =
        new TextTable(
            List.of("id", "event", "socket", "expires (UTC)", "state", "delivered", "errors"));
    all.forEach(subscription -> table.add(row(subscription)));
    table.print(out());
    return 0;
  }

  private static List<Cell> row(JsonObject subscription) {
    return List.of(
        Cell.of(Reply.text(subscription, "id")),
        Cell.of(Reply.text(subscription, "event")),
        Cell.of(Reply.text(subscription, "socket")),
        Cell.of(expires(subscription)),
        Cell.of(Reply.text(subscription, "state")),
        Cell.number(String.valueOf(subscription.getInt("delivered", 0))),
        Cell.number(String.valueOf(subscription.getInt("errors", 0))));
  }

  /** When a subscription ends, to the second; {@code never} for one of the configuration. */
  static String expires(JsonObject subscription) {
    String instant = Reply.text(subscription, "expires");
    return instant.isEmpty()
        ? "never"
        : instant.replaceFirst("(\\.[0-9]+)?Z$", "").replace('T', ' ');
  }

  ManagementClient client() {
    return server.client();
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
