package org.sipacc.accounting.variable;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The variables that exist, by name. */
final class VariableCatalogue {
  /** Those of the From and To headers. */
  static final Set<String> PARTY =
      Set.of("fu", "fU", "fd", "fn", "ft", "tu", "tU", "td", "tn", "tt");

  /** Those with an argument in parentheses. */
  static final Set<String> WITH_ARGUMENT = Set.of("acc_extra", "avp", "hdr");

  private static final Map<String, Variable.Evaluation> SIMPLE = new TreeMap<>();

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
    onRequest(
        "rp",
        m ->
            requestUri(m)
                .filter(uri -> uri.port().isPresent())
                .map(uri -> String.valueOf(uri.port().getAsInt())));
    onRequest("rP", m -> requestUri(m).flatMap(uri -> uri.parameter("transport")));
    onMessage("rm", m -> text(m.method()));
    onMessage("ci", m -> text(m.callId()));
    onMessage("cs", m -> text(String.valueOf(m.cseqNumber())));
    onMessage("ct", m -> m.header("Contact"));
    onMessage("cT", m -> m.header("Content-Type"));
    onMessage("ua", m -> m.header("User-Agent"));
    onMessage("si", m -> text(m.source().ip()));
    onMessage("sp", m -> text(String.valueOf(m.source().port())));
    onMessage("proto", m -> text(m.source().transport().toLowerCase(Locale.ROOT)));
    onRequest("ai", m -> m.header("P-Asserted-Identity").map(v -> NameAddress.parse(v).uri()));
    onRequest("di", m -> m.header("Diversion").map(v -> NameAddress.parse(v).uri()));
    onRequest("au", m -> DigestUser.of(m).map(DigestUser::user));
    onRequest("ad", m -> DigestUser.of(m).map(DigestUser::domain));
    onRequest("aU", m -> DigestUser.of(m).map(DigestUser::whole));
    onRequest("ar", m -> DigestUser.of(m).map(DigestUser::realm));
    onReply("rs", VariableCatalogue::status);
    onReply("rr", SipMessageView::reason);
    onReply("T_reply_code", VariableCatalogue::status);
  }

  private VariableCatalogue() {}

  static Collection<String> names() {
    Set<String> names = new TreeSet<>(SIMPLE.keySet());
    names.addAll(WITH_ARGUMENT);
    return names;
  }

  /** The names with their dollar sign. */
  static List<String> spellings() {
    return names().stream().map(name -> "$" + name).toList();
  }

  static Optional<Variable.Evaluation> simple(String name) {
    return Optional.ofNullable(SIMPLE.get(name));
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
