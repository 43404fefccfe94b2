package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.parameter.Parameters;

/** Reads one action and its arguments. */
final class ActionReader {
  /** OpenSIPS's levels, in both their spellings. */
  private static final Map<String, System.Logger.Level> LEVELS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alert", System.Logger.Level.ERROR),
              Map.entry("critical", System.Logger.Level.ERROR),
              Map.entry("crit", System.Logger.Level.ERROR),
              Map.entry("error", System.Logger.Level.ERROR),
              Map.entry("err", System.Logger.Level.ERROR),
              Map.entry("warning", System.Logger.Level.WARNING),
              Map.entry("warn", System.Logger.Level.WARNING),
              Map.entry("notice", System.Logger.Level.INFO),
              Map.entry("info", System.Logger.Level.INFO),
              Map.entry("debug", System.Logger.Level.DEBUG),
              Map.entry("dbg", System.Logger.Level.DEBUG)));

  private final TextReader texts;
  private final AccountingReader accounting;
  private final DialogReader dialogs;
  private final RoutingReader routing;
  private final DigestReader digest;
  private final AssignmentReader assignments;

  ActionReader(Parameters parameters, TextReader texts, ProfileReader profiles) {
    this.texts = texts;
    this.accounting = new AccountingReader(parameters, texts);
    this.routing = new RoutingReader(texts);
    this.digest = new DigestReader(parameters, texts);
    this.assignments = new AssignmentReader(texts);
    this.dialogs = new DialogReader(texts, profiles, assignments);
  }

  /** The action of a word with its value; {@code set} of several variables is several. */
  List<Action> read(String written, Place place, Yaml value) {
    ActionWord word =
        ActionWord.ofKey(written)
            .orElseThrow(() -> texts.unknown("action", written, place, PolicyWords.ACTIONS));
    return word == ActionWord.SET
        ? assignments.read(place, value)
        : List.of(read(word, place, value));
  }

  private Action read(ActionWord word, Place place, Yaml value) {
    return switch (word) {
      case DO_ACCOUNTING -> accounting.doAccounting(place, value);
      case DROP_ACCOUNTING -> accounting.dropAccounting(place, value);
      case ACC_LOG_REQUEST -> accounting.accountNow(word, Backend.LOG, place, value);
      case ACC_DB_REQUEST -> accounting.accountNow(word, Backend.DB, place, value);
      case ACC_AAA_REQUEST -> accounting.accountNow(word, Backend.AAA, place, value);
      case ACC_EVI_REQUEST -> accounting.accountNow(word, Backend.EVI, place, value);
      case ACC_NEW_LEG -> bare(word, value, new AccountingActions.NewLeg(place));
      case ACC_LOAD_CTX_FROM_DLG -> bare(word, value, new AccountingActions.LoadAccounting(place));
      case ACC_UNLOAD_CTX_FROM_DLG ->
          bare(word, value, new AccountingActions.UnloadAccounting(place));
      case CREATE_DIALOG -> dialogs.createDialog(place, value);
      case LOAD_DIALOG_CTX -> dialogs.loadDialog(place, value);
      case UNLOAD_DIALOG_CTX -> bare(word, value, new DialogActions.UnloadDialog(place));
      case SET_DLG_PROFILE -> dialogs.setProfile(place, value);
      case UNSET_DLG_PROFILE -> dialogs.unsetProfile(place, value);
      case GET_PROFILE_SIZE -> dialogs.getProfileSize(place, value);
      case LOG -> log(place, value);
      case RELAY -> routing.relay(place, value);
      case FOLLOW_REDIRECT -> routing.followRedirect(place, value);
      case REPLY -> routing.reply(place, value);
      case AUTHENTICATE -> digest.authenticate(place, value);
      case CHALLENGE -> digest.challenge(place, value);
      case RUN -> new PlainActions.EnterList(place, value.asScalar("run (a list's name)").text());
      case STOP -> bare(word, value, new PlainActions.Stop(place));
      case SET -> throw new IllegalStateException("set is several actions");
    };
  }

  private static Action bare(ActionWord word, Yaml value, Action action) {
    if (!(value instanceof Yaml.Empty)) {
      throw new ConfigurationException(
          value.place(), word.key() + " takes no value; write - " + word.key());
    }
    return action;
  }

  private Action log(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      throw new ConfigurationException(place, "log has no text; write log: \"call from $fU\"");
    }
    if (!(value instanceof Yaml.Mapping mapping)) {
      return new PlainActions.Log(
          place, System.Logger.Level.INFO, texts.template(value.asScalar("log")));
    }
    texts.checkKeys("argument", mapping, ActionWord.LOG.arguments());
    Yaml text = texts.required(mapping, "text", "\"call from $fU\"");
    return new PlainActions.Log(
        place,
        mapping.get("level").map(ActionReader::level).orElse(System.Logger.Level.INFO),
        texts.template(text.asScalar("text")));
  }

  private static System.Logger.Level level(Yaml value) {
    String written = value.asScalar("level").text().toLowerCase(Locale.ROOT);
    System.Logger.Level level = LEVELS.get(written);
    if (level == null) {
      throw new ConfigurationException(
          value.place(), "unknown level " + written + NearMiss.hint(written, LEVELS.keySet()));
    }
    return level;
  }
}
