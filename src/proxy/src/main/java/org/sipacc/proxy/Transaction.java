package org.sipacc.proxy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.service.Accounting;

/**
 * What the policy's runs over one request share: its accounting, the call it belongs to, its clock,
 * its {@code $avp}s, and the policy itself, which does not change under a call.
 */
final class Transaction {
  private final Accounting service;
  private final RequestFacts facts;
  private final Policy policy;
  private final CallClock clock;
  private final Optional<Dialog> dialog;
  private final Supplier<AccountingContext> opening;
  private final Map<String, String> avps = new HashMap<>(2);
  private Optional<AccountingContext> accounting = Optional.empty();

  private Transaction(
      Accounting service,
      RequestFacts facts,
      Policy policy,
      CallClock clock,
      Optional<Dialog> dialog,
      Supplier<AccountingContext> opening) {
    this.service = service;
    this.facts = facts;
    this.policy = policy;
    this.clock = clock;
    this.dialog = dialog;
    this.opening = opening;
  }

  /** Of an initial request, which came in just now. */
  static Transaction initial(Accounting service, RequestFacts facts, CallClock clock) {
    Policy policy = service.policy();
    if (!facts.startsCall()) {
      return new Transaction(
          service, facts, policy, clock, Optional.empty(), () -> service.open(facts, policy));
    }
    Dialog dialog = service.openCall(facts, policy, clock);
    return new Transaction(service, facts, policy, clock, Optional.of(dialog), dialog::accounting);
  }

  /** Of the initial request of a call that a former life took. */
  static Transaction former(Accounting service, Dialog dialog) {
    return new Transaction(
        service,
        dialog.accounting().request(),
        service.policy(),
        dialog.clock(),
        Optional.of(dialog),
        dialog::accounting);
  }

  /** Of a request within a call that a former life set up: the policy of now decides about it. */
  static Transaction former(Accounting service, Dialog dialog, RequestFacts facts) {
    return new Transaction(
        service,
        facts,
        service.policy(),
        dialog.clock(),
        Optional.of(dialog),
        () -> dialog.accounting().within(facts));
  }

  /** Of a request that belongs to what this one set up, or is made by this server for it. */
  Transaction within(RequestFacts inDialog) {
    Supplier<AccountingContext> opened =
        dialog
            .<Supplier<AccountingContext>>map(call -> () -> call.accounting().within(inDialog))
            .orElse(() -> service.open(inDialog, policy));
    return new Transaction(service, inDialog, policy, clock, dialog, opened);
  }

  /** Of the CANCEL of this one: a transaction of its own, which shares nothing but the call. */
  Transaction cancelled(RequestFacts cancel) {
    return new Transaction(
        service, cancel, policy, clock, dialog, () -> service.open(cancel, policy));
  }

  RequestFacts facts() {
    return facts;
  }

  Policy policy() {
    return policy;
  }

  /** The call it starts or belongs to; empty outside of calls. */
  Optional<Dialog> dialog() {
    return dialog;
  }

  AccountingContext accounting() {
    if (accounting.isEmpty()) {
      accounting = Optional.of(opening.get());
    }
    return accounting.get();
  }

  /** Whether anything about the request has been marked, set or asked for. */
  boolean isAccounted() {
    return accounting.isPresent();
  }

  Instant now() {
    return clock.now();
  }

  /** Tells accounting what happened to the request. */
  void tell(CallEvent event) {
    if (facts.startsCall()) {
      tellCall(event);
    } else {
      service.record(accounting(), event);
    }
  }

  /** Tells accounting what happened to the call; nothing outside of calls. */
  void tellCall(CallEvent event) {
    dialog.ifPresent(call -> service.record(call, event));
  }

  Optional<String> avp(String name) {
    return Optional.ofNullable(avps.get(name));
  }

  void setAvp(String name, Optional<String> value) {
    value.ifPresentOrElse(v -> avps.put(name, v), () -> avps.remove(name));
  }
}
