package org.sipacc.accounting.variable;

import java.util.Optional;
import java.util.function.Function;

/** The variables of the call a message belongs to: {@code $DLG_...}. */
final class DialogVariables {
  private DialogVariables() {}

  /** A variable that the dialog alone tells. */
  static Variable.Evaluation of(Function<DialogView, Optional<String>> value) {
    return (message, scope) -> scope.dialog().flatMap(value);
  }

  /** {@code $DLG_dir}: a message with the caller's From tag goes downstream. */
  static Optional<String> direction(SipMessageView message, VariableScope scope) {
    SipMessageView request = message.isRequest() ? message : scope.request().orElse(message);
    String tag = request.from().tag().orElse("");
    return scope.dialog().map(dialog -> dialog.callerTag().equals(tag) ? "downstream" : "upstream");
  }

  static Optional<String> timeout(DialogView dialog) {
    return dialog.timeoutSeconds().stream().mapToObj(String::valueOf).findFirst();
  }

  static Optional<String> flags(DialogView dialog) {
    return Optional.of(String.join(" ", dialog.flags()));
  }
}
