package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Set;

/** The words of the policy's format; {@code policy.schema.json} publishes the same. */
final class PolicyWords {
  static final String LISTS = "lists";
  static final String NAME = "name";
  static final String IF = "if";
  static final String DO = "do";

  static final String DO_ACCOUNTING = "do_accounting";
  static final String DROP_ACCOUNTING = "drop_accounting";
  static final String CREATE_DIALOG = "create_dialog";
  static final String SET = "set";
  static final String RELAY = "relay";
  static final String REPLY = "reply";
  static final String STOP = "stop";
  static final String RUN = "run";

  static final List<String> TOP_LEVEL =
      List.of(Hook.REQUEST.key(), Hook.BRANCH.key(), Hook.REPLY.key(), Hook.FAILURE.key(), LISTS);
  static final List<String> RULE = List.of(NAME, IF, DO);
  static final List<String> ACTIONS =
      List.of(DO_ACCOUNTING, DROP_ACCOUNTING, CREATE_DIALOG, SET, RELAY, REPLY, STOP, RUN);
  static final List<String> MATCH =
      List.of("method", "has_totag", "ruri", "outcome", "not", "any", "all");
  static final List<String> TEST = List.of("equals", "starts_with", "matches", "in");
  static final List<String> DO_ACCOUNTING_KEYS = List.of("type", "flags", "table");
  static final List<String> DROP_ACCOUNTING_KEYS = List.of("type", "flags");
  static final List<String> RELAY_KEYS = List.of("to", "mode");
  static final List<String> REPLY_KEYS = List.of("code", "reason");

  /** Names that have a meaning in OpenSIPS and none here yet; nothing else may take them. */
  static final Set<String> RESERVED =
      Set.of(
          "local",
          "log",
          "acc_log_request",
          "acc_db_request",
          "acc_aaa_request",
          "acc_evi_request",
          "acc_new_leg",
          "acc_load_ctx_from_dlg",
          "acc_unload_ctx_from_dlg",
          "load_dialog_ctx",
          "unload_dialog_ctx",
          "set_dlg_profile",
          "unset_dlg_profile",
          "follow_redirect",
          "authenticate",
          "challenge",
          "time");

  private PolicyWords() {}
}
