package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;

/** {@code profile_get_size}. */
@Command(
    name = "profile_get_size",
    aliases = "dialog:profile_get_size",
    description = "Counts the dialogs of a profile.",
    mixinStandardHelpOptions = true)
final class ProfileSizeCommand extends ProfileOperation {

  @Override
  JsonValue answer(ManagementClient client) {
    JsonObject profile = client.get(path());
    return Json.createObjectBuilder()
        .add(
            "Profile",
            Json.createObjectBuilder()
                .add("name", Reply.text(profile, "name"))
                .add("value", value().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
                .add("count", profile.getInt("size", 0))
                .add("shared", "no")
                .add("replicated", "no"))
        .build();
  }
}
