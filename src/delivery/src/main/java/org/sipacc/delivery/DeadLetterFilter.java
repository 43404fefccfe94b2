package org.sipacc.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sipacc.accounting.TimeOrderedId;

/**
 * Which dead letters; what is empty does not matter.
 *
 * @param call a Call-ID or the id of a call's summary
 * @param since refused at that instant or later
 * @param until refused before that instant
 * @param reason a part of the reason, upper and lower case alike
 */
public record DeadLetterFilter(
    Optional<String> destination,
    Optional<TimeOrderedId> id,
    Optional<String> table,
    Optional<String> call,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> reason,
    Optional<DeadLetter.State> state) {
  /** All there are. */
  public static final DeadLetterFilter ALL =
      new DeadLetterFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Those of an entry, one for each destination that refused it. */
  public static DeadLetterFilter ofId(TimeOrderedId id) {
    return new DeadLetterFilter(
        ALL.destination,
        Optional.of(id),
        ALL.table,
        ALL.call,
        ALL.since,
        ALL.until,
        ALL.reason,
        ALL.state);
  }

  /** The same of one destination only. */
  public DeadLetterFilter in(String name) {
    return new DeadLetterFilter(Optional.of(name), id, table, call, since, until, reason, state);
  }

  /** The same in one state only. */
  public DeadLetterFilter in(DeadLetter.State only) {
    return new DeadLetterFilter(
        destination, id, table, call, since, until, reason, Optional.of(only));
  }

  boolean matches(DeadLetter letter) {
    return destination.filter(name -> !name.equals(letter.destination())).isEmpty()
        && id.filter(one -> !one.equals(letter.id())).isEmpty()
        && table.filter(name -> !name.equalsIgnoreCase(letter.table())).isEmpty()
        && call.filter(one -> !isCall(one, letter)).isEmpty()
        && since.filter(letter.since()::isBefore).isEmpty()
        && until.filter(end -> !letter.since().isBefore(end)).isEmpty()
        && reason.filter(part -> !lower(letter.reason()).contains(lower(part))).isEmpty()
        && state.filter(only -> only != letter.state()).isEmpty();
  }

  private static boolean isCall(String call, DeadLetter letter) {
    return call.equals(letter.callId())
        || letter.callUid().filter(uid -> uid.toString().equals(call)).isPresent();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
