package org.sipacc.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.service.Accounting;

/**
 * The script functions of acc and dialog over one transaction, with the words in which another
 * application calls them. A wrong word is an {@link IllegalArgumentException} that says what to
 * write; what the configuration does not have is refused and logged, for it is not the
 * application's fault.
 */
final class AccountingVerbs {
  private static final Logger LOG = System.getLogger(AccountingVerbs.class.getName());

  private final Accounting service;
  private final Transaction transaction;

  AccountingVerbs(Accounting service, Transaction transaction) {
    this.service = service;
    this.transaction = transaction;
  }

  boolean doAccounting(String type, String flags, String table) {
    AccountingRequest asked = parse(type, flags, given(table));
    return asked.table().stream().allMatch(this::hasTable)
        && asked.types().stream().allMatch(this::isEnabled)
        && kept(accounting().doAccounting(asked, transaction.now()));
  }

  boolean dropAccounting(String type, String flags) {
    AccountingRequest dropped =
        type.isEmpty() && flags.isEmpty()
            ? AccountingRequest.EVERYTHING
            : parse(type, flags, Optional.empty());
    return kept(accounting().dropAccounting(dropped));
  }

  boolean accRequest(String type, String comment, String table) {
    Backend backend = Backend.ofToken(type).orElseThrow();
    return (backend != Backend.DB || hasTable(table))
        && isEnabled(backend)
        && service.accountNow(
            accounting(),
            transaction.facts(),
            backend,
            RequestComment.parse(comment),
            table,
            transaction.now());
  }

  Optional<String> extra(String tag) {
    return hasExtra(tag) ? accounting().values().extra(tag) : Optional.empty();
  }

  boolean setExtra(String tag, String value) {
    if (!hasExtra(tag)) {
      return false;
    }
    accounting().values().setExtra(tag, value);
    return kept(true);
  }

  Optional<String> leg(String tag, int index) {
    return hasLeg(tag) ? accounting().values().leg(tag, index) : Optional.empty();
  }

  boolean setLeg(String tag, int index, String value) {
    return hasLeg(tag) && kept(accounting().values().setLeg(tag, index, value));
  }

  boolean newLeg() {
    accounting().values().newLeg();
    return kept(accounting().values().currentLeg().isPresent());
  }

  OptionalInt currentLeg() {
    return accounting().values().currentLeg();
  }

  boolean createDialog(String flags) {
    DialogFlags asked;
    try {
      asked = DialogFlags.parse(flags);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    transaction.dialog().ifPresent(dialog -> dialog.setFlags(asked));
    return kept(transaction.dialog().isPresent());
  }

  boolean setDialogTimeout(int seconds) {
    if (seconds <= 0) {
      throw new IllegalArgumentException(
          "the dialog's timeout is " + seconds + "; write seconds above 0");
    }
    transaction
        .dialog()
        .ifPresent(dialog -> service.dialogs().setLifetime(dialog, Duration.ofSeconds(seconds)));
    return kept(transaction.dialog().isPresent());
  }

  private boolean kept(boolean done) {
    transaction.dialog().ifPresent(service::keep);
    return done;
  }

  private AccountingContext accounting() {
    return transaction.accounting();
  }

  private Parameters parameters() {
    return service.parameters();
  }

  private boolean hasTable(String table) {
    boolean known =
        table.equals(parameters().get(Catalogue.DB_TABLE_ACC))
            || table.equals(parameters().get(Catalogue.DB_TABLE_MISSED_CALLS))
            || service.policy().tables().contains(table);
    return known
        || refuse(
            "there is no table \""
                + table
                + "\": only those of db_table_acc, db_table_missed_calls and the policy are made;"
                + " name it in a do_accounting of the policy");
  }

  private boolean hasExtra(String tag) {
    return parameters().declaresExtra(tag)
        || refuse("$acc_extra(" + tag + "): declare the tag in acc.extra_fields of sipacc.yaml");
  }

  private boolean hasLeg(String tag) {
    return parameters().legFields().declares(tag)
        || refuse("$acc_leg(" + tag + "): declare the tag in acc.leg_fields of sipacc.yaml");
  }

  private boolean isEnabled(Backend backend) {
    return parameters().enables(backend)
        || refuse("the backend " + backend.token() + " is not configured in sipacc.yaml");
  }

  private boolean refuse(String why) {
    LOG.log(
        Level.WARNING,
        "{0} {1}: {2}",
        transaction.facts().method(),
        transaction.facts().callId(),
        why);
    return false;
  }

  private static AccountingRequest parse(String type, String flags, Optional<String> table) {
    try {
      return AccountingRequest.parse(type, given(flags), table);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
