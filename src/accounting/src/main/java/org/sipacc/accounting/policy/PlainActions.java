package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.variable.Template;

/** The actions that concern the run itself. */
final class PlainActions {
  private PlainActions() {}

  record SetVariable(Place place, Target target, Template value) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.SET;
    }

    @Override
    public void take(PolicyRun run) {
      target.assign(run, this, Optional.of(run.evaluate(value)).filter(text -> !text.isEmpty()));
    }
  }

  record Log(Place place, System.Logger.Level level, Template text) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.LOG;
    }

    @Override
    public void take(PolicyRun run) {
      run.host().log(level, run.line(text));
    }
  }

  record EnterList(Place place, String list) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.RUN;
    }

    @Override
    public void take(PolicyRun run) {
      run.enter(list);
    }
  }

  record Stop(Place place) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.STOP;
    }

    @Override
    public void take(PolicyRun run) {
      run.end();
    }
  }
}
