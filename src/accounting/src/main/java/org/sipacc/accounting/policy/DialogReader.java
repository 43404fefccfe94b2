package org.sipacc.accounting.policy;

import static org.sipacc.accounting.dialog.DialogFlag.AUTO_PRACK;
import static org.sipacc.accounting.dialog.DialogFlag.REINVITE_PING_CALLEE;
import static org.sipacc.accounting.dialog.DialogFlag.REINVITE_PING_CALLER;

import java.util.List;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.dialog.DialogFlag;
import org.sipacc.accounting.dialog.DialogFlags;

/** Reads the functions of the dialog module. */
final class DialogReader {
  private final TextReader texts;
  private final ProfileReader profiles;
  private final AssignmentReader assignments;

  DialogReader(TextReader texts, ProfileReader profiles, AssignmentReader assignments) {
    this.texts = texts;
    this.profiles = profiles;
    this.assignments = assignments;
  }

  Action createDialog(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      return new DialogActions.CreateDialog(place, DialogFlags.NONE);
    }
    String text =
        String.join(",", value.asScalars("create_dialog").stream().map(Yaml.Scalar::text).toList());
    try {
      return new DialogActions.CreateDialog(place, supported(DialogFlags.parse(text)));
    } catch (ConfigurationException e) {
      throw e.at(value.place());
    }
  }

  private static DialogFlags supported(DialogFlags flags) {
    for (DialogFlag flag : List.of(REINVITE_PING_CALLER, REINVITE_PING_CALLEE)) {
      if (flags.has(flag)) {
        throw new ConfigurationException(
            flag.word()
                + " is not supported: a re-INVITE needs the session description of the other"
                + " party; write "
                + flag.word().replace("reinvite", "options"));
      }
    }
    if (flags.has(AUTO_PRACK)) {
      throw new ConfigurationException(
          AUTO_PRACK.word()
              + " is not supported: PRACK is the caller's, and is passed on; leave it out");
    }
    return flags;
  }

  Action loadDialog(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      throw new ConfigurationException(
          place, "load_dialog_ctx needs a Call-ID; write load_dialog_ctx: \"$hdr(X-Other)\"");
    }
    return new DialogActions.LoadDialog(
        place, texts.template(value.asScalar("load_dialog_ctx (a Call-ID)")));
  }

  Action setProfile(Place place, Yaml value) {
    return new DialogActions.SetProfile(place, profiles.one(ActionWord.SET_DLG_PROFILE, value));
  }

  Action unsetProfile(Place place, Yaml value) {
    return new DialogActions.UnsetProfile(place, profiles.one(ActionWord.UNSET_DLG_PROFILE, value));
  }

  Action getProfileSize(Place place, Yaml value) {
    Yaml.Mapping mapping = value.asMapping("get_profile_size");
    Profile profile = profiles.any(ActionWord.GET_PROFILE_SIZE, value);
    Yaml.Scalar into = texts.required(mapping, "into", "\"$avp(calls)\"").asScalar("into");
    return new DialogActions.GetProfileSize(
        place, profile, assignments.target(into.text(), into.place()));
  }
}
