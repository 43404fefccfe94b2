package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.ServerOptions;
import org.sipacc.cli.output.JsonText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One MI command: asks the server and prints the answer as OpenSIPS words it. */
abstract class MiOperation implements Callable<Integer> {

  /** What OpenSIPS answers if there is nothing else to say. */
  static final JsonValue OK = Json.createValue("OK");

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  abstract JsonValue answer(ManagementClient client);

  @Override
  public final Integer call() {
    JsonValue answer = answer(server.client());
    spec.commandLine().getOut().print(JsonText.indented(answer) + "\n");
    return 0;
  }

  /** An argument may be written with its name, as in {@code profile=caller}. */
  static String argument(String name, String text) {
    return text.startsWith(name + "=") ? text.substring(name.length() + 1) : text;
  }

  static Optional<String> argument(String name, Optional<String> text) {
    return text.map(value -> argument(name, value));
  }
}
