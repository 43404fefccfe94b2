package org.sipacc.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipacc.accounting.policy.Hook;
import org.sipacc.importer.PolicyItem.Action;
import org.sipacc.importer.PolicyItem.Rule;
import org.sipacc.importer.script.Expression.Call;

/** The functions of a script as actions of a policy. */
final class ScriptActions {
  static final Set<String> REPLIES =
      Set.of("sl_send_reply", "send_reply", "t_reply", "sl_reply_error", "t_reply_error");

  /** Functions whose work is done without being asked for, and what to say about it. */
  private static final Map<String, String> BY_ITSELF =
      Map.ofEntries(
          Map.entry("record_route", "Record-Route is added by itself"),
          Map.entry("loose_route", "requests within a call follow their Route by themselves"),
          Map.entry(
              "consume_credentials", "credentials that were right are taken out by themselves"),
          Map.entry("mf_process_maxfwd_header", "Max-Forwards is checked and counted by itself"),
          Map.entry("t_newtran", "each request has its transaction by itself"),
          Map.entry("t_check_trans", "requests sent again are kept back by themselves"),
          Map.entry("force_rport", "replies go back to where the request came from by themselves"),
          Map.entry("validate_dialog", "the Route of requests within a call is checked by itself"),
          Map.entry("fix_route_dialog", "requests within a call go along the call's own route"),
          Map.entry("match_dialog", "requests are matched with their call by themselves"));

  /** Without an effect on where a request goes and what is recorded. */
  private static final Set<String> HARMLESS =
      Set.of(
          "xdbg",
          "setdebug",
          "sethost_dlg",
          "script_trace",
          "sip_trace",
          "trace",
          "avp_print",
          "pv_printf",
          "update_stat",
          "reset_stat",
          "report_capture",
          "set_dlg_sharing_tag");

  private static final Map<String, String> LEVELS =
      Map.of(
          "-3",
          "alert",
          "-2",
          "critical",
          "-1",
          "error",
          "1",
          "warning",
          "2",
          "notice",
          "3",
          "info",
          "4",
          "debug");

  private final AccountingFlags flags;
  private final Set<String> testedFlags;
  private final RequestUri requestUri;
  private final Findings findings;

  ScriptActions(
      AccountingFlags flags, Set<String> testedFlags, RequestUri requestUri, Findings findings) {
    this.flags = flags;
    this.testedFlags = Set.copyOf(testedFlags);
    this.requestUri = requestUri;
    this.findings = findings;
  }

  /**
   * What a function becomes.
   *
   * @param canFail whether {@code outcome} tells what it returned; it returned true otherwise
   */
  record Effect(List<PolicyItem> items, boolean canFail) {
    Effect {
      items = List.copyOf(items);
    }

    static Effect of(PolicyItem item) {
      return new Effect(List.of(item), false);
    }

    static Effect canFail(PolicyItem item) {
      return new Effect(List.of(item), true);
    }

    static final Effect NOTHING = new Effect(List.of(), false);
  }

  /** The counterpart of a call; empty if there is none. */
  Optional<Effect> of(Call call, Scope scope) {
    String name = call.name();
    int line = call.line();
    if (BY_ITSELF.containsKey(name)) {
      findings.addOnce(Severity.NOTE, line, name + ": " + BY_ITSELF.get(name));
      return Optional.of(Effect.NOTHING);
    }
    if (HARMLESS.contains(name)) {
      findings.add(Severity.LEFT_OUT, line, name + " has no counterpart here");
      return Optional.of(Effect.NOTHING);
    }
    if (REPLIES.contains(name)) {
      return Optional.of(reply(call, scope));
    }
    return switch (name) {
      case "do_accounting" ->
          Optional.of(Effect.canFail(action(call, List.of("type", "flags", "table"))));
      case "drop_accounting" -> Optional.of(Effect.canFail(action(call, List.of("type", "flags"))));
      case "acc_db_request" ->
          Optional.of(Effect.canFail(action(call, List.of("comment", "table"))));
      case "acc_log_request", "acc_aaa_request", "acc_evi_request", "load_dialog_ctx" ->
          Optional.of(Effect.canFail(new Action(line, name, Values.text(call, 0).orElse(""))));
      case "acc_rad_request" ->
          Optional.of(
              Effect.canFail(new Action(line, "acc_aaa_request", Values.text(call, 0).orElse(""))));
      case "acc_new_leg", "unload_dialog_ctx", "acc_load_ctx_from_dlg", "acc_unload_ctx_from_dlg" ->
          Optional.of(new Effect(List.of(Action.of(line, name)), !name.equals("acc_new_leg")));
      case "create_dialog" -> Optional.of(Effect.of(createDialog(call)));
      case "set_dlg_profile", "unset_dlg_profile" ->
          Optional.of(Effect.canFail(action(call, List.of("profile", "value"))));
      case "get_profile_size" -> Optional.of(Effect.of(profileSize(call)));
      case "xlog", "log" -> log(call).map(Effect::of);
      case "setflag", "setbflag" -> Values.text(call, 0).map(flag -> setFlag(line, flag));
      case "resetflag", "resetbflag" -> Values.text(call, 0).map(flag -> resetFlag(line, flag));
      case "proxy_authorize", "www_authorize" ->
          Optional.of(Effect.canFail(digest(call, "authenticate", List.of("realm", "table"))));
      case "proxy_challenge", "www_challenge" ->
          Optional.of(Effect.of(digest(call, "challenge", List.of("realm", "qop"))));
      case "t_relay", "forward" -> Optional.of(relay(call, scope));
      default -> requestUri.written(call, findings);
    };
  }

  /** Arguments by their order; a single one needs no mapping. */
  private static Action action(Call call, List<String> keys) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      Values.text(call, i)
          .ifPresent(text -> arguments.put(key, text.replaceAll("\\s*\\|\\s*", "|")));
    }
    Object argument =
        arguments.size() == 1 && arguments.containsKey(keys.get(0))
            ? arguments.get(keys.get(0))
            : arguments.isEmpty() ? "" : arguments;
    return new Action(call.line(), call.name(), argument);
  }

  private Action createDialog(Call call) {
    String written = Values.text(call, 0).orElse("").strip();
    String letters = "[BPpRrEL]*";
    String kept;
    if (written.matches(letters)) {
      kept =
          written
              .replace("R", "P")
              .replace("r", "p")
              .replace("L", "")
              .chars()
              .distinct()
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
    } else {
      kept =
          List.of(written.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).stream()
              .map(word -> word.replace("reinvite-ping", "options-ping"))
              .filter(word -> !word.equals("auto-prack"))
              .distinct()
              .collect(Collectors.joining(","));
    }
    if (written.matches(letters) ? written.matches(".*[Rr].*") : written.contains("reinvite")) {
      findings.add(
          Severity.CHANGED, call.line(), "create_dialog: pings are OPTIONS instead of re-INVITE");
    }
    if (written.contains("L") || written.contains("auto-prack")) {
      findings.add(
          Severity.CHANGED,
          call.line(),
          "create_dialog: PRACK is left to the caller and passed on");
    }
    return new Action(call.line(), "create_dialog", kept);
  }

  private static Action profileSize(Call call) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    int last = call.arguments().size() - 1;
    Values.text(call, 0).ifPresent(profile -> arguments.put("profile", profile));
    if (last > 1) {
      Values.text(call, 1).ifPresent(value -> arguments.put("value", value));
    }
    Values.text(call, last).ifPresent(into -> arguments.put("into", into));
    return new Action(call.line(), "get_profile_size", arguments);
  }

  private static Optional<PolicyItem> log(Call call) {
    boolean hasLevel = call.arguments().size() > 1;
    return Values.text(call, hasLevel ? 1 : 0)
        .map(text -> text.strip().replaceAll("\\s*[\r\n]+\\s*", " "))
        .map(
            text ->
                new Action(
                    call.line(),
                    "log",
                    hasLevel
                        ? arguments("level", level(Values.text(call, 0).orElse("")), "text", text)
                        : text));
  }

  private static String level(String written) {
    return LEVELS.getOrDefault(written, written.replaceFirst("^L_", "").toLowerCase(Locale.ROOT));
  }

  private Effect setFlag(int line, String flag) {
    List<PolicyItem> items = new ArrayList<>();
    if (flags.makesDialog(flag)) {
      items.add(Action.of(line, "create_dialog"));
    }
    if (testedFlags.contains(flag) || flags.isCombined(flag)) {
      items.add(set(line, ScriptNames.flag(flag), "1"));
    }
    for (AccountingFlags.Mark mark : flags.marksOf(flag)) {
      items.add(onlyWith(line, mark.onlyWith(), new Action(line, "do_accounting", marks(mark))));
    }
    if (flags.asksForMissedOnly(flag)) {
      findings.add(
          Severity.MORE,
          line,
          "setflag("
              + flag
              + ") asks for missed calls only; do_accounting accounts answered ones too");
    }
    return new Effect(items, false);
  }

  private Effect resetFlag(int line, String flag) {
    List<PolicyItem> items = new ArrayList<>();
    for (AccountingFlags.Mark mark : flags.marksOf(flag)) {
      boolean whole = mark.onlyWith().isEmpty() && !mark.words().equals(List.of("missed"));
      if (mark.onlyWith().isEmpty()) {
        items.add(new Action(line, "drop_accounting", whole ? mark.type() : marks(mark)));
      } else if (!flags.isBase(flag)) {
        items.add(
            onlyWith(line, mark.onlyWith(), new Action(line, "drop_accounting", marks(mark))));
      }
    }
    if (flags.leavesMissed(flag)) {
      findings.add(
          Severity.LOSS,
          line,
          "resetflag("
              + flag
              + ") leaves missed calls accounted where their own flag is set; here they are not");
    }
    if (testedFlags.contains(flag) || flags.isCombined(flag)) {
      items.add(set(line, ScriptNames.flag(flag), ""));
    }
    return new Effect(items, false);
  }

  private static Object marks(AccountingFlags.Mark mark) {
    return mark.words().isEmpty()
        ? mark.type()
        : arguments("type", mark.type(), "flags", String.join("|", mark.words()));
  }

  private static PolicyItem onlyWith(int line, Optional<String> flag, Action action) {
    return flag.<PolicyItem>map(
            name -> new Rule(line, Map.of(ScriptNames.flag(name), "1"), List.of(action)))
        .orElse(action);
  }

  private static Action digest(Call call, String word, List<String> keys) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      Values.text(call, i)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> arguments.put(key, key.equals("qop") ? qop(text) : text));
    }
    if (call.name().startsWith("www")) {
      arguments.put("as", "user");
    }
    return new Action(call.line(), word, arguments.isEmpty() ? "" : arguments);
  }

  /** {@code 0} or {@code 1} of old; since 3.0 the words, perhaps several. */
  private static String qop(String written) {
    return written.equals("0") ? "none" : "auth";
  }

  private Effect relay(Call call, Scope scope) {
    Optional<String> target =
        Values.text(call, 0).filter(text -> text.matches("(?i)(udp|tcp|tls|sips?):.+"));
    if (target.isPresent()) {
      findings.add(
          Severity.CHANGED,
          call.line(),
          "the Request-URI names the next hop " + target.get() + " too, not only the address");
      return requestUri.relayTo(call.line(), target.get());
    }
    return requestUri.relay(call.line(), scope);
  }

  private Effect reply(Call call, Scope scope) {
    String code = Values.text(call, 0).orElse("500");
    if (call.name().endsWith("_error")) {
      code = "500";
    } else if (code.matches("1[0-9]{2}")) {
      findings.add(
          Severity.LEFT_OUT, call.line(), "100 Trying is sent by itself, other 1xx are not");
      return Effect.NOTHING;
    } else if (!code.matches("[2-6][0-9]{2}")) {
      findings.add(
          Severity.CHANGED,
          call.line(),
          "the code " + code + " is none that is known; 500 instead");
      code = "500";
    }
    Map<String, Object> arguments = new LinkedHashMap<>(Map.of("code", code));
    Values.text(call, 1)
        .filter(reason -> !reason.isEmpty() && !call.name().endsWith("_error"))
        .ifPresent(reason -> arguments.put("reason", reason));
    if (scope.hook() == Hook.REQUEST && !call.name().equals("t_reply")) {
      arguments.put("stateless", true);
    }
    return Effect.of(new Action(call.line(), "reply", arguments.size() == 1 ? code : arguments));
  }

  static Action set(int line, String variable, String value) {
    return new Action(line, "set", Map.of(variable, value));
  }

  static Map<String, Object> arguments(String key, Object value, String other, Object otherValue) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(key, value);
    arguments.put(other, otherValue);
    return arguments;
  }
}
