package org.sipacc.accounting.policy;

import static org.sipacc.accounting.policy.Hook.BRANCH;
import static org.sipacc.accounting.policy.Hook.FAILURE;
import static org.sipacc.accounting.policy.Hook.LOCAL;
import static org.sipacc.accounting.policy.Hook.REQUEST;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The actions: which arguments each has, and the hooks in which it may stand. */
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
enum ActionWord {
  DO_ACCOUNTING(List.of("type", "flags", "table"), REQUEST, BRANCH, FAILURE, LOCAL),
  DROP_ACCOUNTING(List.of("type", "flags"), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_LOG_REQUEST(List.of(), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_DB_REQUEST(List.of("comment", "table"), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_AAA_REQUEST(List.of(), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_EVI_REQUEST(List.of(), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_NEW_LEG(List.of(), REQUEST, BRANCH, FAILURE, LOCAL),
  ACC_LOAD_CTX_FROM_DLG(List.of(), Hook.values()),
  ACC_UNLOAD_CTX_FROM_DLG(List.of(), Hook.values()),
  CREATE_DIALOG(List.of(), REQUEST),
  LOAD_DIALOG_CTX(List.of(), Hook.values()),
  UNLOAD_DIALOG_CTX(List.of(), Hook.values()),
  SET_DLG_PROFILE(List.of("profile", "value"), REQUEST, BRANCH, Hook.REPLY, FAILURE),
  UNSET_DLG_PROFILE(List.of("profile", "value"), REQUEST, BRANCH, Hook.REPLY, FAILURE),
  GET_PROFILE_SIZE(List.of("profile", "value", "into"), REQUEST, BRANCH, Hook.REPLY, FAILURE),
  SET(List.of(), Hook.values()),
  LOG(List.of("level", "text"), Hook.values()),
  RELAY(List.of("to", "mode", "fr_timeout", "fr_inv_timeout", "delay"), REQUEST, FAILURE),
  FOLLOW_REDIRECT(List.of("allow", "mode", "most"), FAILURE),
  REPLY(List.of("code", "reason", "stateless"), REQUEST, FAILURE),
  AUTHENTICATE(List.of("realm", "table", "as"), REQUEST),
  CHALLENGE(List.of("realm", "qop", "algorithms", "as"), REQUEST),
  RUN(List.of(), Hook.values()),
  STOP(List.of(), Hook.values());

  private final List<String> arguments;
  private final List<Hook> hooks;

  ActionWord(List<String> arguments, Hook... hooks) {
    this.arguments = arguments;
    this.hooks = List.of(hooks);
  }

  /** As a policy writes it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The keys of its mapping; none if it takes no mapping of fixed keys. */
  List<String> arguments() {
    return arguments;
  }

  /** The hooks in which it may stand. */
  List<Hook> hooks() {
    return hooks;
  }

  static Optional<ActionWord> ofKey(String key) {
    return Arrays.stream(values()).filter(word -> word.key().equals(key)).findFirst();
  }
}
