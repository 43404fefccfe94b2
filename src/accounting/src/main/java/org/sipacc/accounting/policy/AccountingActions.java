package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.Template;

/** The functions of the acc module. */
final class AccountingActions {
  private AccountingActions() {}

  record DoAccounting(Place place, AccountingRequest request) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.DO_ACCOUNTING;
    }

    @Override
    public Optional<String> table() {
      return request.types().contains(Backend.DB) ? request.table() : Optional.empty();
    }

    @Override
    public void take(PolicyRun run) {
      run.outcome(this, run.host().doAccounting(request), "the request cannot be marked");
    }
  }

  record DropAccounting(Place place, AccountingRequest request) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.DROP_ACCOUNTING;
    }

    @Override
    public void take(PolicyRun run) {
      run.outcome(this, run.host().dropAccounting(request), "nothing has been marked");
    }
  }

  /** {@code acc_log_request} and its like. */
  record AccountNow(
      Place place, ActionWord word, Backend backend, Template comment, Optional<String> table)
      implements Action {
    @Override
    public void take(PolicyRun run) {
      RequestComment parsed = RequestComment.parse(run.evaluate(comment));
      run.outcome(
          this,
          run.host().accountNow(backend, parsed, table.orElse("")),
          "backend " + backend.token() + " is not configured");
    }
  }

  record NewLeg(Place place) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.ACC_NEW_LEG;
    }

    @Override
    public void take(PolicyRun run) {
      run.host().newLeg();
    }
  }

  record LoadAccounting(Place place) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.ACC_LOAD_CTX_FROM_DLG;
    }

    @Override
    public void take(PolicyRun run) {
      run.outcome(
          this,
          run.host().loadAccounting(),
          "one is loaded already, there is no dialog, or its call is not accounted with cdr");
    }
  }

  record UnloadAccounting(Place place) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.ACC_UNLOAD_CTX_FROM_DLG;
    }

    @Override
    public void take(PolicyRun run) {
      run.outcome(this, run.host().unloadAccounting(), "none is loaded");
    }
  }
}
