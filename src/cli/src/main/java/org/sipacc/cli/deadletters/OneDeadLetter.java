package org.sipacc.cli.deadletters;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.Facts;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names one dead letter, and prints it. */
final class OneDeadLetter {
  @Parameters(index = "0", paramLabel = "ID", description = "The record's id, as in record_id.")
  private String id;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "The backend that refused it, if several did.")
  private Optional<String> destination = Optional.empty();

  ApiPath path(String... further) {
    ApiPath path =
        further.length == 0
            ? ApiPath.of("dead-letters", id)
            : ApiPath.of("dead-letters", id, further[0]);
    return path.with("destination", destination);
  }

  static void print(JsonObject letter, boolean json, PrintWriter out) {
    if (json) {
      out.print(JsonText.line(letter) + "\n");
      return;
    }
    Facts facts = new Facts();
    for (String name :
        List.of("id", "destination", "since", "reason", "state", "changed", "comment", "kind")) {
      facts.add(name, Reply.text(letter, name));
    }
    facts.add("call_uid", Reply.text(letter, "call_uid"));
    facts.print(out);
    out.print("\n");
    record(letter).print(out);
  }

  /** The record's fields; where it was mended, both values. */
  private static Facts record(JsonObject letter) {
    JsonObject original = letter.getJsonObject("record");
    Facts facts = new Facts();
    if (!(letter.get("mended_record") instanceof JsonObject mended)) {
      original.keySet().forEach(name -> facts.add(name, Reply.text(original, name)));
      return facts;
    }
    for (String name : original.keySet()) {
      String before = Reply.text(original, name);
      String now = Reply.text(mended, name);
      facts.add(name, before.equals(now) ? now : now + "  (was: " + before + ")");
    }
    mended.keySet().stream()
        .filter(name -> !original.containsKey(name))
        .forEach(name -> facts.add(name, Reply.text(mended, name) + "  (new)"));
    return facts;
  }
}
