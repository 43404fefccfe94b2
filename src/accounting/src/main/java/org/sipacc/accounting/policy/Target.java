package org.sipacc.accounting.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.variable.Variable;

/** A variable that {@code set} can give a value to. */
record Target(Variable variable) {
  /** What can be set, as an error message tells it. */
  static final String KNOWN =
      "$acc_extra(tag), $acc_leg(tag), $avp(name), $var(name), $dlg_val(name) and $DLG_timeout";

  private static final List<String> NAMES =
      List.of("acc_extra", "acc_leg", "avp", "var", "dlg_val", "DLG_timeout");
  private static final String NO_CALL = "the message belongs to no call";
  private static final int LAST_LEG = -1;

  /** The target, if the variable can be set. */
  static Optional<Target> of(Variable variable) {
    return variable.plain() && NAMES.contains(variable.name())
        ? Optional.of(new Target(variable))
        : Optional.empty();
  }

  /** Gives it the value; empty deletes it. The action has an outcome if this can fail. */
  void assign(PolicyRun run, Action action, Optional<String> value) {
    PolicyHost host = run.host();
    String argument = variable.argument();
    switch (variable.name()) {
      case "acc_extra" -> host.setExtra(argument, value);
      case "avp" -> host.setAvp(argument, value);
      case "var" -> host.setVar(argument, value);
      case "acc_leg" -> setLeg(run, action, value);
      case "dlg_val" -> outcome(run, action, host.setDialogValue(argument, value), NO_CALL);
      case "DLG_timeout" -> setTimeout(run, action, value);
      default -> throw new IllegalStateException(variable + " cannot be set");
    }
  }

  private void setLeg(PolicyRun run, Action action, Optional<String> value) {
    PolicyHost host = run.host();
    OptionalInt index =
        variable.index().isPresent()
            ? variable.index().get().resolve(host.message(), host)
            : OptionalInt.of(LAST_LEG);
    if (index.isEmpty()) {
      outcome(run, action, false, "the index is no whole number");
    } else {
      outcome(
          run,
          action,
          host.setLeg(variable.argument(), index.getAsInt(), value),
          "there is no leg " + index.getAsInt());
    }
  }

  private void setTimeout(PolicyRun run, Action action, Optional<String> value) {
    String text = value.orElse("").strip();
    if (!text.matches("0*[1-9][0-9]{0,9}")) {
      outcome(run, action, false, "\"" + text + "\" is no whole number of seconds above 0");
    } else {
      Duration lifetime = Duration.ofSeconds(Long.parseLong(text));
      outcome(run, action, run.host().setDialogTimeout(lifetime), NO_CALL);
    }
  }

  private void outcome(PolicyRun run, Action action, boolean ok, String problem) {
    run.outcome(action, ok, variable + ": " + problem);
  }
}
