package org.sipacc.accounting.variable;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipacc.sip.digest.DigestCredentials;

/** The variables that exist, by name. */
final class VariableCatalogue {
  /** Those of the From and To headers. */
  static final Set<String> PARTY =
      Set.of("fu", "fU", "fd", "fn", "ft", "tu", "tU", "td", "tn", "tt");

  private static final Map<String, Variable.Evaluation> SIMPLE = new TreeMap<>();
  private static final Map<String, Function<String, Variable.Evaluation>> WITH_ARGUMENT =
      new TreeMap<>();

  /** Those of which {@code [i]} chooses a value. */
  private static final Map<String, BiFunction<String, VariableIndex, Variable.Evaluation>>
      WITH_INDEX = Map.of("hdr", VariableCatalogue::header, "acc_leg", VariableCatalogue::leg);

  private static final Map<String, VariableIndex> DEFAULT_INDEX =
      Map.of("hdr", VariableIndex.of(0), "acc_leg", VariableIndex.of(-1));

  static {
    onMessage("fu", m -> text(m.from().uri()));
    onMessage("fU", m -> m.from().sipUri().map(SipUri::user));
    onMessage("fd", m -> m.from().sipUri().map(SipUri::host));
    onMessage("fn", m -> text(m.from().displayName()));
    onMessage("ft", m -> m.from().tag());
    onMessage("tu", m -> text(m.to().uri()));
    onMessage("tU", m -> m.to().sipUri().map(SipUri::user));
    onMessage("td", m -> m.to().sipUri().map(SipUri::host));
    onMessage("tn", m -> text(m.to().displayName()));
    onMessage("tt", m -> m.to().tag());
    onRequest("ru", SipMessageView::requestUri);
    onRequest("rU", m -> requestUri(m).map(SipUri::user));
    onRequest("rd", m -> requestUri(m).map(SipUri::host));
    onRequest("rp", m -> requestUri(m).flatMap(SipUri::portText));
    onRequest("rP", m -> requestUri(m).flatMap(uri -> uri.parameter("transport")));
    onMessage("rm", m -> text(m.method()));
    onMessage("ci", m -> text(m.callId()));
    onMessage("cs", m -> text(String.valueOf(m.cseqNumber())));
    onMessage("ct", m -> m.header("Contact"));
    onMessage("cT", m -> m.header("Content-Type"));
    onMessage("cl", m -> m.header("Content-Length"));
    onMessage("ua", m -> m.header("User-Agent"));
    onMessage("si", m -> text(m.source().ip()));
    onMessage("sp", m -> text(String.valueOf(m.source().port())));
    onMessage("proto", m -> text(m.source().transport().toLowerCase(Locale.ROOT)));
    onMessage("pr", m -> text(m.source().transport().toLowerCase(Locale.ROOT)));
    onMessage("msg.is_request", m -> text(m.isRequest() ? "1" : "0"));
    onMessage("msg.type", m -> text(m.isRequest() ? "request" : "reply"));
    onMessage("session_id", m -> m.header("Session-ID").map(v -> v.split(";", 2)[0].strip()));
    onMessage(
        "session_id_remote",
        m -> m.header("Session-ID").flatMap(v -> HeaderParameters.find(v, "remote")));
    onRequest("ai", m -> address(m, "P-Asserted-Identity").map(NameAddress::uri));
    onRequest("pu", m -> address(m, "P-Preferred-Identity").map(NameAddress::uri));
    onRequest("pU", m -> addressUri(m, "P-Preferred-Identity").map(SipUri::user));
    onRequest("pd", m -> addressUri(m, "P-Preferred-Identity").map(SipUri::host));
    onRequest("pn", m -> address(m, "P-Preferred-Identity").map(NameAddress::displayName));
    onRequest("re", m -> address(m, "Remote-Party-ID").map(NameAddress::uri));
    onRequest("rt", m -> address(m, "Refer-To").map(NameAddress::uri));
    onRequest("di", m -> address(m, "Diversion").map(NameAddress::uri));
    onRequest("dir", m -> address(m, "Diversion").flatMap(v -> v.parameter("reason")));
    onRequest("dip", m -> address(m, "Diversion").flatMap(v -> v.parameter("privacy")));
    onRequest("au", m -> credentials(m).map(DigestCredentials::user));
    onRequest("ad", m -> credentials(m).map(DigestCredentials::domain));
    onRequest("aU", m -> credentials(m).map(digest -> digest.field("username")));
    onRequest("ar", m -> credentials(m).map(digest -> digest.field("realm")));
    onRequest("adu", m -> credentials(m).map(digest -> digest.field("uri")));
    onRequest("an", m -> credentials(m).map(digest -> digest.field("nonce")));
    onReply("rs", VariableCatalogue::status);
    onReply("rr", SipMessageView::reason);
    onReply("T_reply_code", VariableCatalogue::status);

    SIMPLE.put("Ts", (m, scope) -> text(String.valueOf(scope.clock().instant().getEpochSecond())));
    SIMPLE.put(
        "Tsm",
        (m, scope) ->
            text(String.valueOf(scope.clock().instant().get(ChronoField.MICRO_OF_SECOND))));
    SIMPLE.put(
        "acc_current_leg",
        (m, scope) -> scope.currentLeg().stream().mapToObj(String::valueOf).findFirst());
    SIMPLE.put("DLG_count", (m, scope) -> text(String.valueOf(scope.dialogCount())));
    SIMPLE.put("DLG_dir", DialogVariables::direction);
    onDialog("DLG_status", dialog -> text(String.valueOf(dialog.status())));
    onDialog("DLG_lifetime", dialog -> text(String.valueOf(dialog.lifetimeSeconds())));
    onDialog("DLG_timeout", DialogVariables::timeout);
    onDialog("DLG_did", dialog -> text(dialog.id()));
    onDialog("DLG_flags", DialogVariables::flags);
    onDialog("DLG_end_reason", DialogView::endReason);

    WITH_ARGUMENT.put("acc_extra", tag -> (message, scope) -> scope.extra(tag));
    WITH_ARGUMENT.put("avp", name -> (message, scope) -> scope.avp(name));
    WITH_ARGUMENT.put("var", name -> (message, scope) -> scope.var(name));
    WITH_ARGUMENT.put("dlg_val", name -> DialogVariables.of(dialog -> dialog.value(name)));
    WITH_ARGUMENT.put(
        "hdrcnt", name -> (message, scope) -> text(String.valueOf(message.headers(name).size())));
    WITH_ARGUMENT.put("time", VariableCatalogue::time);
    WITH_ARGUMENT.put(
        "reason_cause",
        protocol -> (message, scope) -> ReasonHeader.parameter(message, protocol, "cause"));
    WITH_ARGUMENT.put(
        "reason_text",
        protocol -> (message, scope) -> ReasonHeader.parameter(message, protocol, "text"));
  }

  private VariableCatalogue() {}

  static Collection<String> names() {
    Set<String> names = new TreeSet<>(SIMPLE.keySet());
    names.addAll(WITH_ARGUMENT.keySet());
    names.addAll(WITH_INDEX.keySet());
    return names;
  }

  /** The names with their dollar sign. */
  static List<String> spellings() {
    return names().stream().map(name -> "$" + name).toList();
  }

  /** Whether it is written with an argument in parentheses. */
  static boolean takesArgument(String name) {
    return WITH_ARGUMENT.containsKey(name) || WITH_INDEX.containsKey(name);
  }

  static boolean takesIndex(String name) {
    return WITH_INDEX.containsKey(name);
  }

  /** How a variable gets its value; empty if there is none of that name. */
  static Optional<Variable.Evaluation> find(
      String name, String argument, Optional<VariableIndex> index) {
    if (WITH_INDEX.containsKey(name)) {
      return Optional.of(
          WITH_INDEX.get(name).apply(argument, index.orElse(DEFAULT_INDEX.get(name))));
    }
    return Optional.ofNullable(WITH_ARGUMENT.get(name))
        .map(reader -> reader.apply(argument))
        .or(() -> Optional.ofNullable(SIMPLE.get(name)));
  }

  private static void onMessage(String name, Function<SipMessageView, Optional<String>> value) {
    SIMPLE.put(name, (message, scope) -> value.apply(message));
  }

  /** Of the request, also while its reply is in hand. */
  private static void onRequest(String name, Function<SipMessageView, Optional<String>> value) {
    SIMPLE.put(
        name,
        (message, scope) ->
            (message.isRequest() ? Optional.of(message) : scope.request()).flatMap(value));
  }

  /** Of the reply, also while its request is in hand. */
  private static void onReply(String name, Function<SipMessageView, Optional<String>> value) {
    SIMPLE.put(
        name,
        (message, scope) ->
            (message.isRequest() ? scope.reply() : Optional.of(message)).flatMap(value));
  }

  private static void onDialog(String name, Function<DialogView, Optional<String>> value) {
    SIMPLE.put(name, DialogVariables.of(value));
  }

  private static Variable.Evaluation header(String name, VariableIndex index) {
    if (index.equals(DEFAULT_INDEX.get("hdr"))) {
      return (message, scope) -> message.header(name);
    }
    return (message, scope) -> {
      List<String> values = message.headers(name);
      return index.resolve(message, scope).stream()
          .map(i -> i < 0 ? values.size() + i : i)
          .filter(position -> position >= 0 && position < values.size())
          .mapToObj(values::get)
          .findFirst();
    };
  }

  private static Variable.Evaluation leg(String tag, VariableIndex index) {
    return (message, scope) -> {
      OptionalInt number = index.resolve(message, scope);
      return number.isPresent() ? scope.leg(tag, number.getAsInt()) : Optional.empty();
    };
  }

  private static Variable.Evaluation time(String format) {
    TimeFormat parsed = TimeFormat.parse(format);
    return (message, scope) -> text(parsed.format(ZonedDateTime.now(scope.clock())));
  }

  /** From Proxy-Authorization, else from Authorization: in a proxy the former is meant for it. */
  private static Optional<DigestCredentials> credentials(SipMessageView message) {
    return Stream.of("Proxy-Authorization", "Authorization")
        .flatMap(name -> DigestCredentials.all(message.headers(name)).stream())
        .findFirst();
  }

  private static Optional<NameAddress> address(SipMessageView message, String header) {
    return message.header(header).map(NameAddress::parse);
  }

  private static Optional<SipUri> addressUri(SipMessageView message, String header) {
    return address(message, header).flatMap(NameAddress::sipUri);
  }

  private static Optional<SipUri> requestUri(SipMessageView message) {
    return message.requestUri().flatMap(SipUri::parse);
  }

  private static Optional<String> status(SipMessageView message) {
    return message.status().isPresent()
        ? Optional.of(String.valueOf(message.status().getAsInt()))
        : Optional.empty();
  }

  private static Optional<String> text(String value) {
    return Optional.of(value);
  }
}
