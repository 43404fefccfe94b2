package org.sipacc.cli.mi;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.sipacc.cli.management.ManagementClient;
import org.sipacc.cli.management.Reply;
import picocli.CommandLine.Command;

/** {@code profile_list_dlgs}. */
@Command(
    name = "profile_list_dlgs",
    aliases = "dialog:profile_list_dlgs",
    description = "Lists the dialogs of a profile.",
    mixinStandardHelpOptions = true)
final class ProfileDialogsCommand extends ProfileOperation {

  @Override
  JsonValue answer(ManagementClient client) {
    return Json.createObjectBuilder()
        .add("Dialogs", MiDialog.array(Reply.objects(client.get(path()), "calls"), false))
        .build();
  }
}
