package org.sipacc.cli.calls;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.output.JsonText;

/** Ends a call on the server. */
public final class CallEnding {

  private CallEnding() {}

  /** Asks for the end of a call; the server's answer says that it has begun. */
  public static JsonObject end(ManagementClient client, String id) {
    return client.delete(ApiPath.of("live-calls").with("id", id));
  }

  static void print(ManagementClient client, String id, boolean json, PrintWriter out) {
    JsonObject answer = end(client, id);
    out.print((json ? JsonText.line(answer) : "the call is being ended") + "\n");
  }
}
