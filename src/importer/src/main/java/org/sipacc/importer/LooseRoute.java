package org.sipacc.importer;

import java.util.List;
import java.util.Optional;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Statement;

/**
 * The choice by which scripts tell requests of a call from those that only say so: here it is made
 * before the policy, and what the script answers there is a parameter.
 */
final class LooseRoute {
  private LooseRoute() {}

  /**
   * What is answered.
   *
   * @param text code and reason
   */
  record Reply(int line, String text) {}

  /** What is answered where the choice is about {@code loose_route}, and it fails. */
  static Optional<Reply> replyWhereItFails(Statement.If choice) {
    Expression condition = choice.condition();
    if (isLooseRoute(condition)) {
      return firstReply(choice.otherwise());
    }
    Expression first = condition instanceof Expression.And and ? and.terms().get(0) : condition;
    return first instanceof Expression.Not not && isLooseRoute(not.term())
        ? firstReply(choice.then())
        : Optional.empty();
  }

  private static boolean isLooseRoute(Expression expression) {
    return expression instanceof Expression.Call call && call.name().equals("loose_route");
  }

  private static Optional<Reply> firstReply(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Run run
          && ScriptActions.REPLIES.contains(run.call().name())) {
        return Optional.of(reply(run.call()));
      }
      if (statement instanceof Statement.If choice) {
        Optional<Reply> inner = firstReply(choice.then()).or(() -> firstReply(choice.otherwise()));
        if (inner.isPresent()) {
          return inner;
        }
      }
    }
    return Optional.empty();
  }

  private static Reply reply(Expression.Call call) {
    String code = Values.text(call, 0).orElse("");
    String reason = Values.text(call, 1).orElse("");
    return new Reply(call.line(), (code + " " + reason).strip());
  }
}
