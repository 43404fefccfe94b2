package org.sipacc.cli.mi;

import jakarta.json.JsonValue;
import org.sipacc.cli.calls.CallEnding;
import org.sipacc.cli.management.ManagementClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dlg_end_dlg}. */
@Command(
    name = "dlg_end_dlg",
    aliases = "dialog:end_dlg",
    description = "Ends a dialog: BYE to both parties, or CANCEL if it still rings.",
    mixinStandardHelpOptions = true)
final class EndDialogCommand extends MiOperation {

  @Parameters(paramLabel = "DIALOG_ID", description = "Its ID or Call-ID.")
  private String id;

  @Override
  JsonValue answer(ManagementClient client) {
    CallEnding.end(client, argument("dialog_id", id));
    return OK;
  }
}
