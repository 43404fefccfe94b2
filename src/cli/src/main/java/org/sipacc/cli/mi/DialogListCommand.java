package org.sipacc.cli.mi;

import picocli.CommandLine.Command;

/** {@code dlg_list}. */
@Command(
    name = "dlg_list",
    aliases = "dialog:list",
    description = "Lists the dialogs, or shows one.",
    mixinStandardHelpOptions = true)
final class DialogListCommand extends DialogListing {

  @Override
  boolean withContext() {
    return false;
  }
}
