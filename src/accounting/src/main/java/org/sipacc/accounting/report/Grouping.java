package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.variable.SipUri;

/** By what the calls of a report are told apart. */
public enum Grouping {
  /** By nothing. */
  NONE,
  /** The user part of the From URI. */
  CALLER,
  /** The user part of the Request-URI. */
  CALLEE,
  /** The country of the caller's number. */
  CALLER_COUNTRY,
  /** The country of the called number. */
  CALLEE_COUNTRY,
  /** The domain that was called. */
  DOMAIN,
  /** Where the INVITE came from. */
  SOURCE,
  /** The host of the target that answered, or of the last one that was tried. */
  GATEWAY,
  /** The final reply. */
  CODE,
  OUTCOME,
  CAUSE,
  ENDED_BY,
  POLICY_VERSION,
  NODE,
  /** The weekday, 1 for Monday, and the hour of the INVITE: {@code "5 17"}. */
  HOUR_OF_WEEK;

  /**
   * What a call has there; "" if it has nothing.
   *
   * @param zone in which days begin
   * @param countries those of numbers
   */
  public String of(CallSummary call, ZoneId zone, Countries countries) {
    return (switch (this) {
          case NONE -> "";
          case HOUR_OF_WEEK -> hourOfWeek(call.invited().atZone(zone));
          case CALLER -> user(call.fromUri());
          case CALLEE -> user(call.requestUri());
          case CALLER_COUNTRY -> countries.ofUri(call.fromUri());
          case CALLEE_COUNTRY -> countries.ofUri(call.requestUri());
          case DOMAIN -> SipUri.parse(call.requestUri()).map(SipUri::host).orElse("");
          case SOURCE -> call.source();
          case GATEWAY -> gateway(call);
          case CODE -> Integer.toString(call.code());
          case OUTCOME -> call.outcome().name().toLowerCase(Locale.ROOT);
          case CAUSE -> call.cause();
          case ENDED_BY -> call.endedBy().name().toLowerCase(Locale.ROOT);
          case POLICY_VERSION -> call.policyVersion();
          case NODE -> Integer.toString(call.uid().node());
        })
        .stripTrailing();
  }

  /**
   * The grouping whose sums by hour give its own: itself, or one that tells less apart. Empty for
   * those with so many groups that sums are not kept.
   */
  public Optional<Grouping> rollup() {
    return switch (this) {
      case CALLER, CALLEE -> Optional.empty();
      case HOUR_OF_WEEK -> Optional.of(NONE);
      default -> Optional.of(this);
    };
  }

  /** Those of which sums are kept. */
  public static List<Grouping> rolledUp() {
    return Stream.of(values()).filter(one -> one.rollup().filter(one::equals).isPresent()).toList();
  }

  /** What the calls of a group of its {@link #rollup}, and an hour, have here. */
  String ofGroup(Instant hour, String group, ZoneId zone) {
    return this == HOUR_OF_WEEK ? hourOfWeek(hour.atZone(zone)) : group;
  }

  /** Whether it looks at the attempts of a call. */
  public boolean needsAttempts() {
    return this == GATEWAY;
  }

  private static String hourOfWeek(ZonedDateTime invited) {
    return "%d %02d".formatted(invited.getDayOfWeek().getValue(), invited.getHour());
  }

  private static String gateway(CallSummary call) {
    return call.attempts().stream()
        .filter(attempt -> attempt.code() / 100 == 2)
        .findFirst()
        .or(() -> call.attempts().stream().reduce((earlier, later) -> later))
        .flatMap(attempt -> SipUri.parse(attempt.target()))
        .map(SipUri::host)
        .orElse("");
  }

  private static String user(String uri) {
    return SipUri.parse(uri).map(SipUri::number).orElse("");
  }
}
