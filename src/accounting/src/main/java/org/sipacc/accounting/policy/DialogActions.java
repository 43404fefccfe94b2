package org.sipacc.accounting.policy;

import java.util.Optional;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.variable.Template;

/** The functions of the dialog module. */
final class DialogActions {
  private static final String NO_VALUE = "the value is empty";

  private DialogActions() {}

  record CreateDialog(Place place, DialogFlags flags) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.CREATE_DIALOG;
    }

    @Override
    public void take(PolicyRun run) {
      run.host().createDialog(flags);
    }
  }

  record LoadDialog(Place place, Template callId) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.LOAD_DIALOG_CTX;
    }

    @Override
    public void take(PolicyRun run) {
      String id = run.evaluate(callId);
      run.outcome(
          this,
          !id.isEmpty() && run.host().loadDialog(id),
          "there is no call \"" + id + "\", or one is loaded already");
    }
  }

  record UnloadDialog(Place place) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.UNLOAD_DIALOG_CTX;
    }

    @Override
    public void take(PolicyRun run) {
      run.outcome(this, run.host().unloadDialog(), "none is loaded");
    }
  }

  record SetProfile(Place place, Profile profile) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.SET_DLG_PROFILE;
    }

    @Override
    public void take(PolicyRun run) {
      Optional<String> value = profile.value(run.host());
      if (Profile.isMissing(value)) {
        run.outcome(this, false, NO_VALUE);
      } else {
        run.outcome(
            this,
            run.host().setProfile(profile.name(), value),
            "the message belongs to no call; create_dialog first");
      }
    }
  }

  record UnsetProfile(Place place, Profile profile) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.UNSET_DLG_PROFILE;
    }

    @Override
    public void take(PolicyRun run) {
      Optional<String> value = profile.value(run.host());
      if (Profile.isMissing(value)) {
        run.outcome(this, false, NO_VALUE);
      } else {
        run.outcome(
            this,
            run.host().unsetProfile(profile.name(), value),
            "the call does not belong to " + profile.name());
      }
    }
  }

  record GetProfileSize(Place place, Profile profile, Target into) implements Action {
    @Override
    public ActionWord word() {
      return ActionWord.GET_PROFILE_SIZE;
    }

    @Override
    public void take(PolicyRun run) {
      Optional<String> value = profile.value(run.host());
      int size = Profile.isMissing(value) ? 0 : run.host().profileSize(profile.name(), value);
      into.assign(run, this, Optional.of(String.valueOf(size)));
    }
  }
}
