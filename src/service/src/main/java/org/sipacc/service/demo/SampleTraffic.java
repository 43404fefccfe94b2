package org.sipacc.service.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.variable.ReasonPhrases;

/**
 * Calls as people make them: more by day than by night and on working days, some callers far more
 * often than others, most answered, the others failed for the usual reasons. The same seed makes
 * the same calls.
 */
public final class SampleTraffic {

  /** Calls in each hour of a day, by a hundred. */
  private static final int[] BY_HOUR = {
    1, 1, 1, 1, 1, 1, 2, 3, 6, 8, 9, 8, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1, 1
  };

  private static final double WEEKEND = 0.3;

  private static final int[] CODES = {
    200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 487, 487, 486, 486, 480, 404, 408,
    503
  };

  private static final int GATEWAYS = 8;

  private final Instant begin;
  private final Instant end;
  private final long calls;
  private final Parties parties;
  private final Random random;
  private long number;

  /**
   * Who calls whom.
   *
   * @param caller how callers' numbers begin
   * @param callers how many there are
   * @param prefixes how called numbers begin
   * @param digits how many digits follow
   * @param mark tells that they are none of these: begins the Call-ID, and is the user agent and
   *     the policy version; empty for calls as any others
   */
  public record Parties(
      String caller, int callers, List<String> prefixes, int digits, Optional<String> mark) {}

  /**
   * @param begin an hour's, before which no call ends
   * @param end after which none does
   * @param calls about how many
   */
  public SampleTraffic(Instant begin, Instant end, long calls, Parties parties, long seed) {
    this.begin = begin;
    this.end = end;
    this.calls = calls;
    this.parties = parties;
    this.random = new Random(seed);
  }

  /** Makes them all, in the order of their ends. */
  public void each(Consumer<CallSummary> taker) {
    double total = 0;
    for (Instant hour = begin; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
      total += weight(hour);
    }
    double due = 0;
    for (Instant hour = begin; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
      double share = calls * weight(hour) / total;
      due += share;
      long here = Math.round(due) - number;
      for (long i = 0; i < here; i++) {
        Instant ended = hour.plusMillis(3_600_000 * i / here);
        if (ended.isBefore(end)) {
          taker.accept(call(ended));
        }
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
    String callee = callee();
    String gateway = "sip:" + callee + "@192.0.2." + (1 + random.nextInt(GATEWAYS)) + ":5060";
    Attempt last = new Attempt(gateway, invited, Optional.of(answer), code, "");
    boolean rings = code != 404 && code != 503;
    return new CallSummary(
        TimeOrderedId.of(invited.toEpochMilli(), 1, random.nextLong()),
        mark("%s-", "")
            + Long.toHexString(random.nextLong())
            + "@"
            + random.nextInt(250)
            + ".example.com",
        Integer.toHexString(random.nextInt()),
        Integer.toHexString(random.nextInt()),
        "sip:" + caller() + "@customer.example.com",
        "sip:" + callee + "@sip.example.com",
        "sip:" + callee + "@sip.example.com",
        "udp:198.51.100." + (1 + random.nextInt(12)) + ":5060",
        mark("sipacc %s", "Phone/1." + random.nextInt(9)),
        invited,
        rings ? Optional.of(rang) : Optional.empty(),
        rings ? Optional.of(rang) : Optional.empty(),
        answered ? Optional.of(answer) : Optional.empty(),
        ended,
        answered ? Outcome.ANSWERED : code == 487 ? Outcome.CANCELLED : Outcome.FAILED,
        code,
        ReasonPhrases.of(code),
        random.nextBoolean() ? EndedBy.CALLER : EndedBy.CALLEE,
        answered ? "Upstream BYE" : "",
        answered ? "bye" : "reply",
        mark("%s", "v" + (1 + number * 4 / calls)),
        random.nextInt(10) == 0
            ? List.of(new Attempt(gateway, invited, Optional.of(rang), 503, ""), last)
            : List.of(last));
  }

  private String mark(String form, String otherwise) {
    return parties.mark().map(form::formatted).orElse(otherwise);
  }

  private String caller() {
    int digits = Integer.toString(parties.callers() - 1).length();
    return parties.caller() + padded(skewed(parties.callers()), digits);
  }

  private String callee() {
    String prefix = parties.prefixes().get(random.nextInt(parties.prefixes().size()));
    return prefix + padded(skewed((int) Math.pow(10, parties.digits())), parties.digits());
  }

  private static String padded(int number, int digits) {
    return "0".repeat(digits - Integer.toString(number).length()) + number;
  }

  /** Low numbers far more often than high ones. */
  private int skewed(int bound) {
    double fraction = random.nextDouble();
    return (int) (bound * fraction * fraction * fraction);
  }

  /** The row that such a call has in the database: a CDR, or a missed call. */
  public static AccountingRecord record(CallSummary call, AccountingSettings settings) {
    boolean answered = call.answered().isPresent();
    Instant time = call.answered().orElse(call.ended());
    return new AccountingRecord(
        answered ? RecordKind.CDR : RecordKind.MISSED,
        Backend.DB,
        answered ? settings.accTable() : settings.missedTable(),
        settings.columns(),
        Optional.of(call.uid()),
        call.policyVersion(),
        new CoreFields(
            "INVITE",
            call.fromTag(),
            call.toTag(),
            call.callId(),
            Integer.toString(call.code()),
            call.reason(),
            time),
        Optional.of(
            new Timing(
                Optional.of(call.invited().truncatedTo(ChronoUnit.SECONDS)),
                time.getEpochSecond() - call.invited().getEpochSecond(),
                answered ? Duration.between(time, call.ended()).toMillis() : 0)),
        List.of(),
        List.of());
  }
}
