package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.policy.PolicyHost;
import org.sipacc.accounting.variable.DialogView;
import org.sipacc.service.Accounting;

/**
 * What a run of a hook reads and changes of accounting and calls: those of its own transaction, or
 * those of another call while the policy has that loaded.
 */
abstract class HookScope implements PolicyHost {
  private static final Logger LOG = System.getLogger(HookRun.class.getName());

  private final Accounting service;
  private final Transaction transaction;
  private final Map<String, String> vars = new HashMap<>(0);
  private Optional<Dialog> loadedDialog = Optional.empty();
  private Optional<AccountingContext> loadedAccounting = Optional.empty();

  HookScope(Accounting service, Transaction transaction) {
    this.service = service;
    this.transaction = transaction;
  }

  final Transaction transaction() {
    return transaction;
  }

  /** Unloads what the policy forgot to (D-28). */
  final void end() {
    if (loadedAccounting.isPresent()) {
      problem(
          "acc_load_ctx_from_dlg without acc_unload_ctx_from_dlg: unloaded when the hook ended");
      unloadAccounting();
    }
    if (loadedDialog.isPresent()) {
      problem("load_dialog_ctx without unload_dialog_ctx: unloaded when the hook ended");
      unloadDialog();
    }
  }

  private AccountingContext accounting() {
    return loadedAccounting.orElseGet(transaction::accounting);
  }

  private Optional<Dialog> call() {
    return loadedDialog.or(transaction::dialog);
  }

  @Override
  public final Optional<String> extra(String tag) {
    return accounting().values().extra(tag);
  }

  @Override
  public final void setExtra(String tag, Optional<String> value) {
    accounting().values().setExtra(tag, value.orElse(""));
  }

  @Override
  public final Optional<String> leg(String tag, int index) {
    if (!accounting().values().hasLeg(index)) {
      problem("$acc_leg(" + tag + "): there is no leg " + index);
    }
    return accounting().values().leg(tag, index);
  }

  @Override
  public final boolean setLeg(String tag, int index, Optional<String> value) {
    return accounting().values().setLeg(tag, index, value.orElse(""));
  }

  @Override
  public final OptionalInt currentLeg() {
    OptionalInt current = accounting().values().currentLeg();
    if (current.isEmpty()) {
      problem("$acc_current_leg: no legs defined; declare acc.leg_fields");
    }
    return current;
  }

  @Override
  public final void newLeg() {
    accounting().values().newLeg();
  }

  @Override
  public final Optional<String> avp(String name) {
    return transaction.avp(name);
  }

  @Override
  public final void setAvp(String name, Optional<String> value) {
    transaction.setAvp(name, value);
  }

  @Override
  public final Optional<String> var(String name) {
    return Optional.ofNullable(vars.get(name));
  }

  @Override
  public final void setVar(String name, Optional<String> value) {
    value.ifPresentOrElse(v -> vars.put(name, v), () -> vars.remove(name));
  }

  @Override
  public final boolean doAccounting(AccountingRequest asked) {
    if (!accounting().doAccounting(asked, transaction.now())) {
      problem("do_accounting on a CANCEL has no effect while acc.report_cancels is 0");
    }
    return true;
  }

  @Override
  public final boolean dropAccounting(AccountingRequest dropped) {
    return accounting().dropAccounting(dropped);
  }

  @Override
  public final boolean accountNow(Backend backend, RequestComment comment, String table) {
    return service.accountNow(
        accounting(), transaction.facts(), backend, comment, table, transaction.now());
  }

  @Override
  public final void createDialog(DialogFlags flags) {
    transaction.dialog().ifPresent(dialog -> dialog.setFlags(flags));
  }

  @Override
  public final Optional<DialogView> dialog() {
    return call().map(DialogView.class::cast);
  }

  @Override
  public final int dialogCount() {
    return service.dialogs().count();
  }

  @Override
  public final boolean setDialogTimeout(Duration lifetime) {
    call().ifPresent(dialog -> service.dialogs().setLifetime(dialog, lifetime));
    return call().isPresent();
  }

  @Override
  public final boolean setDialogValue(String name, Optional<String> value) {
    call().ifPresent(dialog -> dialog.setValue(name, value));
    return call().isPresent();
  }

  @Override
  public final boolean loadDialog(String callId) {
    if (loadedDialog.isPresent()) {
      return false;
    }
    loadedDialog = service.dialogs().find(callId);
    return loadedDialog.isPresent();
  }

  @Override
  public final boolean unloadDialog() {
    boolean loaded = loadedDialog.isPresent();
    loadedDialog = Optional.empty();
    return loaded;
  }

  @Override
  public final boolean loadAccounting() {
    if (loadedAccounting.isPresent()) {
      return false;
    }
    loadedAccounting = call().map(Dialog::accounting).filter(AccountingContext::hasCdr);
    return loadedAccounting.isPresent();
  }

  @Override
  public final boolean unloadAccounting() {
    boolean loaded = loadedAccounting.isPresent();
    loadedAccounting = Optional.empty();
    return loaded;
  }

  @Override
  public final boolean setProfile(String profile, Optional<String> value) {
    call().ifPresent(dialog -> service.dialogs().joinProfile(dialog, profile, value.orElse("")));
    return call().isPresent();
  }

  @Override
  public final boolean unsetProfile(String profile, Optional<String> value) {
    return call()
        .filter(dialog -> service.dialogs().leaveProfile(dialog, profile, value.orElse("")))
        .isPresent();
  }

  @Override
  public final boolean isInProfile(String profile, Optional<String> value) {
    return call().filter(dialog -> dialog.isInProfile(profile, value)).isPresent();
  }

  @Override
  public final int profileSize(String profile, Optional<String> value) {
    return service.dialogs().profileSize(profile, value);
  }

  @Override
  public final Clock clock() {
    return Clock.system(service.parameters().get(Catalogue.TIME_ZONE));
  }

  @Override
  public final void log(Level level, String text) {
    LOG.log(level, "{0}", text);
  }

  @Override
  public final void problem(String text) {
    LOG.log(
        Level.WARNING,
        "{0} {1}: {2}",
        transaction.facts().method(),
        transaction.facts().callId(),
        text);
  }
}
