package org.sipacc.cli.mi;

import picocli.CommandLine.Command;

/** {@code dlg_list_ctx}. */
@Command(
    name = "dlg_list_ctx",
    aliases = "dialog:list_ctx",
    description = "The same with each dialog's values and profiles.",
    mixinStandardHelpOptions = true)
final class DialogListContextCommand extends DialogListing {

  @Override
  boolean withContext() {
    return true;
  }
}
