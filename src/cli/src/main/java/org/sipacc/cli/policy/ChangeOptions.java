package org.sipacc.cli.policy;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.Reply;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Option;

/** What is told with a change of policy, and what is printed of it. */
final class ChangeOptions {

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for the history.")
  private String comment;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who, for the history (default: the user's name).")
  private String author;

  @Option(names = "--json", description = "The server's answer as JSON.")
  private boolean json;

  /** The request with author and comment. */
  ApiPath on(ApiPath path) {
    return path.with("author", author).with("comment", comment);
  }

  void print(JsonObject answer, PrintWriter out) {
    out.print((json ? JsonText.line(answer) : text(answer)) + "\n");
  }

  private static String text(JsonObject answer) {
    String version = Reply.text(answer, "version");
    return answer.getBoolean("changed", true)
        ? "policy " + version + " is in force, in place of " + Reply.text(answer, "before")
        : "policy " + version + " was in force already";
  }
}
