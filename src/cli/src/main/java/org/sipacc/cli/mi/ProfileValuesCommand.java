package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code profile_get_values}. */
@Command(
    name = "profile_get_values",
    aliases = "dialog:profile_get_values",
    description = "Lists the values of a profile with the number of their dialogs.",
    mixinStandardHelpOptions = true)
final class ProfileValuesCommand extends MiOperation {

  @Parameters(paramLabel = "PROFILE", description = "The profile.")
  private String profile;

  @Override
  JsonValue answer(ManagementClient client) {
    JsonObject found = client.get(ApiPath.of("profiles", argument("profile", profile)));
    return found.get("values") instanceof JsonArray values
        ? values
        : Json.createArrayBuilder()
            .add(Json.createObjectBuilder().addNull("value").add("count", found.getInt("size", 0)))
            .build();
  }
}
