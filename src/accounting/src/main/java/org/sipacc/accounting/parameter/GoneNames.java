package org.sipacc.accounting.parameter;

import java.util.Map;
import java.util.Optional;

/** Parameters of OpenSIPS, past or present, that are none here: what to write instead. */
final class GoneNames {
  private static final String BY_EXTRA_FIELDS =
      "use extra_fields and set the value on the BYE: set: {\"$acc_extra(tag)\": ...}";
  private static final String BY_LEG_FIELDS =
      "use leg_fields, as in leg_fields: \"db: caller; callee\"";
  private static final String NO_NEED = "it has no use here; remove it";

  private static final Map<String, String> REPLACEMENTS =
      Map.ofEntries(
          Map.entry("acc.log_flag", marks("log")),
          Map.entry("acc.log_missed_flag", marks("{type: log, flags: missed}")),
          Map.entry("acc.db_flag", marks("db")),
          Map.entry("acc.db_missed_flag", marks("{type: db, flags: missed}")),
          Map.entry("acc.aaa_flag", marks("aaa")),
          Map.entry("acc.aaa_missed_flag", marks("{type: aaa, flags: missed}")),
          Map.entry("acc.evi_flag", marks("evi")),
          Map.entry("acc.evi_missed_flag", marks("{type: evi, flags: missed}")),
          Map.entry("acc.cdr_flag", marks("{type: db, flags: cdr}")),
          Map.entry("acc.failed_transaction_flag", marks("{type: db, flags: failed}")),
          Map.entry("acc.log_extra_bye", BY_EXTRA_FIELDS),
          Map.entry("acc.db_extra_bye", BY_EXTRA_FIELDS),
          Map.entry("acc.aaa_extra_bye", BY_EXTRA_FIELDS),
          Map.entry("acc.evi_extra_bye", BY_EXTRA_FIELDS),
          Map.entry("acc.multi_leg_info", BY_LEG_FIELDS),
          Map.entry("acc.multi_leg_bye_info", BY_LEG_FIELDS),
          Map.entry("acc.multi_leg_enabled", BY_LEG_FIELDS),
          Map.entry("acc.src_leg_avp_id", BY_LEG_FIELDS),
          Map.entry("acc.dst_leg_avp_id", BY_LEG_FIELDS),
          Map.entry("acc.db_table_avp", "name the table in the policy: " + table()),
          Map.entry("acc.acc_created_avp_name", "the column created has the value; remove it"),
          Map.entry("acc.report_ack", "an ACK is no transaction of its own; remove it"),
          Map.entry("acc.log_fmt", "the line's fields are fixed; add others by extra_fields"),
          Map.entry("acc.db_missed_table", "write db_table_missed_calls"),
          Map.entry("tm.fr_timer", "write fr_timeout"),
          Map.entry("tm.fr_inv_timer", "write fr_inv_timeout"),
          Map.entry("dialog.ping_interval", "write options_ping_interval"),
          Map.entry("dialog.dlg_match_mode", NO_NEED),
          Map.entry("dialog.db_url", "calls are kept in the journal; remove it"),
          Map.entry("dialog.db_update_period", NO_NEED),
          Map.entry("dialog.db_flush_vals_profiles", NO_NEED),
          Map.entry("dialog.delete_delay", NO_NEED),
          Map.entry("dialog.rr_param", NO_NEED),
          Map.entry("dialog.enable_stats", NO_NEED),
          Map.entry("core.socket", "write listen"),
          Map.entry("core.children", NO_NEED),
          Map.entry("core.udp_workers", NO_NEED),
          Map.entry("core.fork", NO_NEED),
          Map.entry("core.auto_aliases", NO_NEED),
          Map.entry("core.log_stderror", NO_NEED),
          Map.entry("core.log_facility", NO_NEED),
          Map.entry("core.db_default_url", "write acc: {db_url: ...}"));

  private GoneNames() {}

  static Optional<String> replacement(Section section, String name) {
    return Optional.ofNullable(REPLACEMENTS.get(section.key() + "." + name));
  }

  private static String marks(String argument) {
    return "requests are marked in policy.yaml: do_accounting: " + argument;
  }

  private static String table() {
    return "do_accounting: {type: db, flags: cdr, table: my_acc}";
  }
}
