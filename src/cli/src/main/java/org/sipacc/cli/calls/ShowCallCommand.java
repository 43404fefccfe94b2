package org.sipacc.cli.calls;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.sipacc.cli.CommandFailedException;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.Facts;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sipacc calls show}: everything known of a call. */
@Command(
    name = "show",
    description = "Shows everything known of a call.",
    mixinStandardHelpOptions = true)
final class ShowCallCommand implements Callable<Integer> {

  @ParentCommand private CallsCommand calls;

  @Parameters(paramLabel = "ID", description = "A dialog id, a summary's id (uid) or a Call-ID.")
  private String id;

  @Override
  public Integer call() {
    List<JsonObject> found =
        Reply.objects(calls.client().get(ApiPath.of("live-calls").with("id", id)), "calls");
    if (found.isEmpty()) {
      throw new CommandFailedException(
          "there is no call " + id + " now: sipacc calls lists those there are");
    }
    PrintWriter out = calls.out();
    for (int i = 0; i < found.size(); i++) {
      if (calls.json()) {
        out.print(JsonText.line(found.get(i)) + "\n");
      } else {
        out.print(i == 0 ? "" : "\n");
        facts(found.get(i)).print(out);
      }
    }
    return 0;
  }

  private static Facts facts(JsonObject call) {
    Facts facts = new Facts();
    for (String name :
        List.of("id", "uid", "callid", "from_tag", "to_tag", "from_uri", "to_uri", "request_uri")) {
      facts.add(name, Reply.text(call, name));
    }
    return facts
        .add("source", Reply.text(call, "source"))
        .add("user_agent", Reply.text(call, "user_agent"))
        .add("targets", Reply.texts(call, "targets"))
        .add("state", Reply.text(call, "state"))
        .add("policy", Reply.text(call, "policy"))
        .add("accounted", Reply.texts(call, "accounted"))
        .add("invited", Reply.text(call, "invited"))
        .add("answered", Reply.text(call, "answered"))
        .add("expires", Reply.text(call, "expires"))
        .add("lifetime", call.getInt("lifetime_seconds", 0) + " s")
        .add("flags", Reply.texts(call, "flags"))
        .add("profiles", Reply.pairs(call, "profiles"))
        .add("values", Reply.pairs(call, "values"));
  }
}
