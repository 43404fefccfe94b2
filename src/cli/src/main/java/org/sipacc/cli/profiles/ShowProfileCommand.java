package org.sipacc.cli.profiles;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.calls.CallList;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.JsonText;
import org.sipacc.cli.output.TextTable;
import org.sipacc.cli.output.TextTable.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc profiles show}. */
@Command(
    name = "show",
    description = "Shows the values and calls of a profile, or those of one value.",
    mixinStandardHelpOptions = true)
final class ShowProfileCommand implements Callable<Integer> {

  @ParentCommand private ProfilesCommand profiles;

  @Parameters(index = "0", paramLabel = "NAME", description = "The profile.")
  private String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "One of its values.")
  private Optional<String> value = Optional.empty();

  @Override
  public Integer call() {
    JsonObject profile = profiles.client().get(ApiPath.of("profiles", name).with("value", value));
    PrintWriter out = profiles.out();
    if (profiles.json()) {
      out.print(JsonText.line(profile) + "\n");
      return 0;
    }
    if (profile.getBoolean("has_value", false)) {
      TextTable values = new TextTable(List.of("value", "calls"));
      Reply.objects(profile, "values")
          .forEach(
              item ->
                  values.add(
                      List.of(
                          Cell.of(Reply.text(item, "value")),
                          Cell.number(String.valueOf(item.getInt("count", 0))))));
      values.print(out);
      out.print("\n");
    }
    CallList.print(Reply.objects(profile, "calls"), false, out);
    return 0;
  }
}
