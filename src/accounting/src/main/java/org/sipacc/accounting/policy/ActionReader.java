package org.sipacc.accounting.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.parameter.DatabaseNames;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.ReasonPhrases;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** Reads one action and its arguments. */
final class ActionReader {
  private static final int FIRST_FINAL_CODE = 200;
  private static final int LAST_CODE = 699;

  private final Parameters parameters;
  private final TextReader texts;

  ActionReader(Parameters parameters, TextReader texts) {
    this.parameters = parameters;
    this.texts = texts;
  }

  /** The action of a word with its value; {@code set} of several variables is several. */
  List<Action> read(String word, Place place, Yaml value) {
    return switch (word) {
      case PolicyWords.DO_ACCOUNTING ->
          List.of(new Action.DoAccounting(place, doAccounting(place, value)));
      case PolicyWords.DROP_ACCOUNTING ->
          List.of(new Action.DropAccounting(place, dropAccounting(value)));
      case PolicyWords.CREATE_DIALOG -> List.of(new Action.CreateDialog(place, dialogFlags(value)));
      case PolicyWords.SET -> assignments(place, value);
      case PolicyWords.RELAY -> List.of(relay(place, value));
      case PolicyWords.REPLY -> List.of(reply(place, value));
      case PolicyWords.RUN ->
          List.of(new Action.EnterList(place, value.asScalar("run (a list's name)").text()));
      case PolicyWords.STOP -> {
        if (!(value instanceof Yaml.Empty)) {
          throw new ConfigurationException(value.place(), "stop takes no value; write - stop");
        }
        yield List.of(new Action.Stop(place));
      }
      default -> throw texts.unknown("action", word, place, PolicyWords.ACTIONS);
    };
  }

  private AccountingRequest doAccounting(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      throw new ConfigurationException(
          place, "do_accounting needs a type; write do_accounting: db");
    }
    AccountingRequest request = marks(value, PolicyWords.DO_ACCOUNTING_KEYS);
    if (request.types().contains(Backend.DB) && !parameters.databaseEnabled()) {
      throw new ConfigurationException(
          value.place(),
          "do_accounting names db, but acc.db_url is empty, which switches the database off; name a"
              + " database in db_url or remove db here");
    }
    if (request.types().contains(Backend.AAA) && !parameters.aaaEnabled()) {
      throw new ConfigurationException(
          value.place(),
          "do_accounting names aaa, but acc.aaa_url is not set; set it or remove aaa here");
    }
    return request;
  }

  private AccountingRequest dropAccounting(Yaml value) {
    return value instanceof Yaml.Empty
        ? AccountingRequest.EVERYTHING
        : marks(value, PolicyWords.DROP_ACCOUNTING_KEYS);
  }

  /** A type alone, or a mapping. */
  private AccountingRequest marks(Yaml value, List<String> keys) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      return marks(value, value, Optional.empty(), Optional.empty());
    }
    texts.checkKeys("argument", mapping, keys);
    Yaml type =
        mapping
            .get("type")
            .orElseThrow(
                () -> new ConfigurationException(value.place(), "type is missing; add type: db"));
    return marks(value, type, mapping.get("flags"), mapping.get("table").map(this::table));
  }

  private static AccountingRequest marks(
      Yaml value, Yaml type, Optional<Yaml> flags, Optional<String> table) {
    Optional<String> flagText = flags.map(yaml -> joined("flags", yaml));
    try {
      return AccountingRequest.parse(joined("type", type), flagText, table);
    } catch (ConfigurationException e) {
      throw e.at(value.place());
    }
  }

  /** {@code db|log} or {@code [db, log]}. */
  private static String joined(String what, Yaml value) {
    return String.join("|", value.asScalars(what).stream().map(Yaml.Scalar::text).toList());
  }

  private String table(Yaml value) {
    String name = value.asScalar("table").text();
    if (!DatabaseNames.isValid(name)) {
      throw new ConfigurationException(value.place(), "table " + DatabaseNames.problem(name));
    }
    return name;
  }

  private static DialogFlags dialogFlags(Yaml value) {
    if (value instanceof Yaml.Empty) {
      return DialogFlags.NONE;
    }
    String text =
        String.join(",", value.asScalars("create_dialog").stream().map(Yaml.Scalar::text).toList());
    try {
      return DialogFlags.parse(text);
    } catch (ConfigurationException e) {
      throw e.at(value.place());
    }
  }

  private List<Action> assignments(Place place, Yaml value) {
    List<Action> actions = new ArrayList<>();
    for (Yaml.Entry entry : value.asMapping("set").entries()) {
      Variable target = texts.variable(entry.key(), entry.place());
      if (!target.isExtra() && !target.isAvp()) {
        throw new ConfigurationException(
            entry.place(), target + " cannot be set; only $acc_extra(tag) and $avp(name) can");
      }
      Template template =
          entry.value() instanceof Yaml.Empty
              ? Template.parse("")
              : texts.template(entry.value().asScalar("the value of " + entry.key()));
      actions.add(new Action.SetVariable(entry.place(), target, template));
    }
    if (actions.isEmpty()) {
      throw new ConfigurationException(
          place, "set has nothing to set; write set: {\"$acc_extra(caller)\": \"$fU\"}");
    }
    return actions;
  }

  private Action relay(Place place, Yaml value) {
    if (value instanceof Yaml.Empty) {
      return new Action.RelayTo(place, List.of(), Relay.Mode.PARALLEL);
    }
    Yaml.Mapping mapping = value.asMapping("relay");
    texts.checkKeys("argument", mapping, PolicyWords.RELAY_KEYS);
    List<Template> targets =
        mapping
            .get("to")
            .map(to -> to.asScalars("to").stream().map(this::target).toList())
            .orElse(List.of());
    if (targets.isEmpty()) {
      throw new ConfigurationException(
          value.place(),
          "relay has no target; write to: [\"sip:10.0.0.1:5080\"], or bare relay for the"
              + " Request-URI");
    }
    return new Action.RelayTo(
        place, targets, mapping.get("mode").map(this::mode).orElse(Relay.Mode.PARALLEL));
  }

  private Template target(Yaml.Scalar scalar) {
    Template target = texts.template(scalar);
    if (!scalar.text().matches("(?i)(sips?:|\\$).+")) {
      throw new ConfigurationException(
          scalar.place(),
          "target \"" + scalar.text() + "\" is no SIP URI; write sip:" + scalar.text());
    }
    return target;
  }

  private Relay.Mode mode(Yaml value) {
    return switch (value.asScalar("mode").text()) {
      case "parallel" -> Relay.Mode.PARALLEL;
      case "serial" -> Relay.Mode.SERIAL;
      default ->
          throw new ConfigurationException(
              value.place(), "mode must be parallel or serial, found " + value.kind());
    };
  }

  private Action reply(Place place, Yaml value) {
    Yaml codeValue = value;
    Optional<Template> reason = Optional.empty();
    if (value instanceof Yaml.Mapping mapping) {
      texts.checkKeys("argument", mapping, PolicyWords.REPLY_KEYS);
      codeValue =
          mapping
              .get("code")
              .orElseThrow(
                  () ->
                      new ConfigurationException(value.place(), "code is missing; add code: 403"));
      reason = mapping.get("reason").map(yaml -> texts.template(yaml.asScalar("reason")));
    }
    int code = code(codeValue.asScalar("reply"));
    return new Action.Reply(
        place, code, reason.orElseGet(() -> Template.parse(ReasonPhrases.of(code))));
  }

  private static int code(Yaml.Scalar scalar) {
    int code = scalar.text().matches("[0-9]{3}") ? Integer.parseInt(scalar.text()) : 0;
    if (code < FIRST_FINAL_CODE || code > LAST_CODE) {
      throw new ConfigurationException(
          scalar.place(), "reply code must be a final one, 200 to 699, found " + scalar.kind());
    }
    return code;
  }
}
