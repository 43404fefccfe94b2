package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import org.sipacc.cli.management.ApiPath;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;

/** {@code list_all_profiles}. */
@Command(
    name = "list_all_profiles",
    aliases = "dialog:list_all_profiles",
    description = "Lists the profiles.",
    mixinStandardHelpOptions = true)
final class ListProfilesCommand extends MiOperation {

  @Override
  JsonValue answer(ManagementClient client) {
    JsonArrayBuilder profiles = Json.createArrayBuilder();
    Reply.objects(client.get(ApiPath.of("profiles")), "profiles")
        .forEach(
            profile ->
                profiles.add(
                    Json.createObjectBuilder()
                        .add("name", Reply.text(profile, "name"))
                        .add("has value", profile.getBoolean("has_value", false))));
    return Json.createObjectBuilder().add("Profiles", profiles).build();
  }
}
