package org.sipacc.cli.mi;

import jakarta.json.JsonValue;
import org.sipacc.cli.management.ManagementClient;
import picocli.CommandLine.Command;

/** {@code profile_end_dlgs}. */
@Command(
    name = "profile_end_dlgs",
    aliases = "dialog:profile_end_dlgs",
    description = "Ends the dialogs of a profile.",
    mixinStandardHelpOptions = true)
final class EndProfileDialogsCommand extends ProfileOperation {

  @Override
  JsonValue answer(ManagementClient client) {
    client.delete(path());
    return OK;
  }
}
