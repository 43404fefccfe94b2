package org.sipacc.backends.event;

import java.util.Arrays;
import java.util.Optional;
import org.sipacc.accounting.AccountingRecord;

/** The events of the acc module, under the names it gives them, and one of our own. */
public enum EventName {
  /** A CDR. */
  E_ACC_CDR,
  /** A base record, also a negative one (D-16), or a manual one with a code below 300. */
  E_ACC_EVENT,
  /** A missed call, or a manual record with another code or none (D-15). */
  E_ACC_MISSED_EVENT,
  /** An interim record of a call that is up. */
  E_ACC_INTERIM;

  private static final int FIRST_NEGATIVE = 300;

  /** The event of that name; empty if there is none. */
  public static Optional<EventName> parse(String text) {
    return Arrays.stream(values()).filter(event -> event.name().equals(text)).findFirst();
  }

  /** The event that tells of a record. */
  public static EventName of(AccountingRecord record) {
    return switch (record.kind()) {
      case CDR -> E_ACC_CDR;
      case BASE -> E_ACC_EVENT;
      case MISSED -> E_ACC_MISSED_EVENT;
      case INTERIM -> E_ACC_INTERIM;
      case MANUAL -> isPositive(record.core().code()) ? E_ACC_EVENT : E_ACC_MISSED_EVENT;
    };
  }

  private static boolean isPositive(String code) {
    return !code.isEmpty() && Integer.parseInt(code) < FIRST_NEGATIVE;
  }
}
