package org.sipacc.service.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.accounting.variable.SipUri;
import org.sipacc.service.search.Search;

/** Compares a carrier's file with the answered calls of a time. */
public final class CarrierComparison {
  /** How long before its answer a call may have begun. */
  private static final Duration LONGEST_SETUP = Duration.ofMinutes(10);

  private final Search search;

  public CarrierComparison(Search search) {
    this.search = search;
  }

  /**
   * What came of it.
   *
   * @param calls of the time
   * @param outside how many of the file are not of it
   */
  public record Result(Comparison calls, int outside) {}

  /**
   * Compares them.
   *
   * @param ours which of our answered calls, with a bounded time; a call belongs to the time by its
   *     answer
   * @throws CarrierFileException if the file cannot be read so, or there are too many calls
   * @throws IOException if it breaks off
   * @throws org.sipacc.service.search.SearchRefusedException if our calls cannot be had
   */
  public Result compare(
      InputStream file, CarrierFile form, CallFilter ours, Comparison.Likeness likeness, Role role)
      throws CarrierFileException, IOException {
    Instant since = ours.range().since().orElseThrow();
    Instant until = ours.range().until().orElseThrow();
    TimeRange wider =
        new TimeRange(
            Optional.of(since.minus(LONGEST_SETUP)), Optional.of(until.plus(likeness.start())));
    CallFilter wanted = ours.during(wider);
    search.checkExport(wanted, role);
    List<ComparedCall> theirs = form.read(file);
    List<ComparedCall> here = new ArrayList<>();
    search.exportCalls(
        wanted,
        Optional.empty(),
        role,
        call -> {
          if (here.size() <= CarrierFile.MOST_CALLS) {
            call.answered().ifPresent(answered -> here.add(compared(call, answered)));
          }
        });
    if (here.size() > CarrierFile.MOST_CALLS) {
      throw new CarrierFileException(
          "there are more than "
              + CarrierFile.MOST_CALLS
              + " answered calls in that time; take a shorter one");
    }
    Comparison all;
    try {
      all = Comparison.of(here, theirs, likeness);
    } catch (IllegalArgumentException e) {
      throw new CarrierFileException(e.getMessage(), e);
    }
    Comparison comparison = all.within(start -> !start.isBefore(since) && start.isBefore(until));
    return new Result(comparison, theirs.size() - comparison.theirs().size());
  }

  private static ComparedCall compared(CallSummary call, Instant answered) {
    return new ComparedCall(
        answered,
        number(call.fromUri()),
        number(call.requestUri()),
        Duration.between(answered, call.ended()).toMillis() / 1000.0,
        call.callId());
  }

  private static String number(String uri) {
    return SipUri.parse(uri).map(SipUri::number).orElse(uri);
  }
}
