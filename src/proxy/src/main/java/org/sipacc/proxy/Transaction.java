package org.sipacc.proxy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.policy.DialogFlags;

/** What the policy's runs over one request share: its accounting, its clock, its {@code $avp}s. */
final class Transaction {
  private final AccountingContext accounting;
  private final CallClock clock;
  private final Map<String, String> avps = new HashMap<>(2);
  private DialogFlags dialogFlags = DialogFlags.NONE;

  Transaction(AccountingContext accounting, CallClock clock) {
    this.accounting = accounting;
    this.clock = clock;
  }

  AccountingContext accounting() {
    return accounting;
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
