package org.sipacc.proxy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.dialog.DialogFlags;

/** What the policy's runs over one request share: its accounting, its clock, its {@code $avp}s. */
final class Transaction {
  private final Supplier<AccountingContext> opening;
  private final CallClock clock;
  private final Map<String, String> avps = new HashMap<>(2);
  private Optional<AccountingContext> accounting = Optional.empty();
  private DialogFlags dialogFlags = DialogFlags.NONE;

  /**
   * Made for each request, accounted or not.
   *
   * @param opening gives the accounting context when it is first needed
   */
  Transaction(Supplier<AccountingContext> opening, CallClock clock) {
    this.opening = opening;
    this.clock = clock;
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

  Optional<String> avp(String name) {
    return Optional.ofNullable(avps.get(name));
  }

  void setAvp(String name, Optional<String> value) {
    value.ifPresentOrElse(v -> avps.put(name, v), () -> avps.remove(name));
  }

  /** What {@code create_dialog} asked for the call. */
  DialogFlags dialogFlags() {
    return dialogFlags;
  }

  void setDialogFlags(DialogFlags flags) {
    dialogFlags = flags;
  }
}
