package org.sipacc.accounting.dryrun;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.AccountingSettings;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/** What the runs over one supposed request share: its accounting, its call, and the records. */
final class DryRunCall {
  private final Parameters parameters;
  private final AccountingContext accounting;
  private final Optional<Dialog> dialog;
  private final CallClock clock;
  private final List<AccountingRecord> records = new ArrayList<>();
  private final Map<String, String> avps = new HashMap<>();
  private Duration passed = Duration.ZERO;

  DryRunCall(
      Parameters parameters,
      AccountingSettings settings,
      String policyVersion,
      RequestFacts request) {
    this.parameters = parameters;
    Instant received = request.received();
    this.clock = CallClock.start(Clock.fixed(received, zone()), () -> passed.toNanos());
    this.accounting =
        AccountingContext.of(
            request, settings, policyVersion, TimeOrderedId.of(received.toEpochMilli(), 0, 0));
    this.dialog =
        request.startsCall()
            ? Optional.of(
                new Dialog("", accounting, clock, parameters.get(Catalogue.DEFAULT_TIMEOUT)))
            : Optional.empty();
  }

  AccountingContext accounting() {
    return accounting;
  }

  /** The call that the request would set up; empty if it would not. */
  Optional<Dialog> dialog() {
    return dialog;
  }

  Instant now() {
    return clock.now();
  }

  ZoneId zone() {
    return parameters.get(Catalogue.TIME_ZONE);
  }

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  /** The records that were made so far. */
  List<AccountingRecord> records() {
    return List.copyOf(records);
  }

  void on(CallEvent event) {
    records.addAll(accounting.on(event).records());
    dialog.ifPresent(d -> d.on(event, parameters.get(Catalogue.RACE_CONDITION_TIMEOUT)));
  }

  /** A manual record; false if its backend is not configured. */
  boolean accountNow(Backend backend, RequestComment comment, String table) {
    if (!parameters.enables(backend)) {
      return false;
    }
    accounting
        .accountNow(accounting.request(), backend, comment, table, now())
        .ifPresent(records::add);
    return true;
  }

  Map<String, String> avps() {
    return avps;
  }
}
