package org.sipacc.bench.reports;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.TimeOrderedId;

/**
 * A year of calls as people make them: more by day than by night and on working days, some callers
 * far more often than others, most answered, the others for the usual reasons.
 */
final class CallYear {
  static final Instant BEGIN = Instant.parse("2025-03-01T00:00:00Z");
  static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  /** Calls in each hour of a day, by a hundred. */
  private static final int[] BY_HOUR = {
    1, 1, 1, 1, 1, 1, 2, 3, 6, 8, 9, 8, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1, 1
  };

  private static final double WEEKEND = 0.3;

  private static final String[] PREFIXES = {
    "+4930", "+4930", "+4989", "+4940", "+49171", "+49160", "+431", "+331", "+4420", "+1212",
    "+4021", "+390", "+34910", "+4822", "030", "110"
  };

  private static final int[] CODES = {
    200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 487, 487, 486, 486, 480, 404, 408,
    503
  };

  private static final int CALLERS = 100_000;
  private static final int GATEWAYS = 8;

  private final long calls;
  private final Random random = new Random(6076);
  private long number;

  CallYear(long calls) {
    this.calls = calls;
  }

  /** Makes them all, in the order of their ends. */
  void each(Consumer<CallSummary> taker) {
    double total = 0;
    for (Instant hour = BEGIN; hour.isBefore(END); hour = hour.plus(Duration.ofHours(1))) {
      total += weight(hour);
    }
    double due = 0;
    for (Instant hour = BEGIN; hour.isBefore(END); hour = hour.plus(Duration.ofHours(1))) {
      double share = calls * weight(hour) / total;
      due += share;
      long here = Math.round(due) - number;
      for (long i = 0; i < here; i++) {
        taker.accept(call(hour.plusMillis(3_600_000 * i / here)));
      }
    }
  }

  private static double weight(Instant hour) {
    var local = hour.atZone(ZoneOffset.UTC);
    boolean weekend =
        local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
    return BY_HOUR[local.getHour()] * (weekend ? WEEKEND : 1);
  }

  private CallSummary call(Instant ended) {
    number++;
    int code = CODES[random.nextInt(CODES.length)];
    boolean answered = code == 200;
    long delay = Math.round(900 * Math.exp(random.nextGaussian() * 0.6));
    long ringing = 2_000L + random.nextInt(20_000);
    long talk = answered ? Math.round(-150_000 * Math.log(1 - random.nextDouble())) : 0;
    Instant answer = ended.minusMillis(talk);
    Instant rang = answer.minusMillis(code == 404 || code == 503 ? 0 : ringing);
    Instant invited = rang.minusMillis(delay);
    String callee = PREFIXES[random.nextInt(PREFIXES.length)] + (1_000_000 + skewed(2_000_000));
    String gateway = "sip:" + callee + "@192.0.2." + (1 + random.nextInt(GATEWAYS)) + ":5060";
    Attempt last = new Attempt(gateway, invited, Optional.of(answer), code, "");
    boolean rings = code != 404 && code != 503;
    return new CallSummary(
        TimeOrderedId.of(invited.toEpochMilli(), 1, random.nextLong()),
        Long.toHexString(random.nextLong()) + "@" + random.nextInt(250) + ".example.com",
        Integer.toHexString(random.nextInt()),
        Integer.toHexString(random.nextInt()),
        "sip:" + (49_700_000 + skewed(CALLERS)) + "@customer.example.com",
        "sip:" + callee + "@sip.example.com",
        "sip:" + callee + "@sip.example.com",
        "udp:198.51.100." + (1 + random.nextInt(12)) + ":5060",
        "Phone/1." + random.nextInt(9),
        invited,
        rings ? Optional.of(rang) : Optional.empty(),
        rings ? Optional.of(rang) : Optional.empty(),
        answered ? Optional.of(answer) : Optional.empty(),
        ended,
        answered ? Outcome.ANSWERED : code == 487 ? Outcome.CANCELLED : Outcome.FAILED,
        code,
        "",
        random.nextBoolean() ? EndedBy.CALLER : EndedBy.CALLEE,
        answered ? "Upstream BYE" : "",
        answered ? "bye" : "reply",
        "v" + (1 + number * 4 / calls),
        random.nextInt(10) == 0
            ? List.of(new Attempt(gateway, invited, Optional.of(rang), 503, ""), last)
            : List.of(last));
  }

  /** Low numbers far more often than high ones. */
  private int skewed(int bound) {
    double fraction = random.nextDouble();
    return (int) (bound * fraction * fraction * fraction);
  }
}
