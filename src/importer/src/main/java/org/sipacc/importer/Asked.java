package org.sipacc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sipacc.importer.script.Expression;
import org.sipacc.importer.script.Expression.Value;
import org.sipacc.importer.script.Route;
import org.sipacc.importer.script.Script;
import org.sipacc.importer.script.Statement;

/** What the conditions of a script ask for. */
final class Asked {
  private final Set<String> flags = new HashSet<>();
  private final List<String> variables = new ArrayList<>();

  Asked(Script script) {
    script.routes().stream().map(Route::body).forEach(this::look);
  }

  /** The flags, so that setting them must be noted. */
  Set<String> flags() {
    return Set.copyOf(flags);
  }

  /** Whether some condition depends on the variable, so that it counts what it was set to. */
  boolean dependsOn(String variable) {
    String name = variable.replaceFirst("^\\$\\(?", "").replaceFirst("\\)?$", "");
    return variables.stream().anyMatch(asked -> asked.contains(name));
  }

  private void look(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.If choice) {
        look(choice.condition());
        look(choice.then());
        look(choice.otherwise());
      }
    }
  }

  private void look(Expression condition) {
    if (condition instanceof Expression.Or or) {
      or.terms().forEach(this::look);
    } else if (condition instanceof Expression.And and) {
      and.terms().forEach(this::look);
    } else if (condition instanceof Expression.Not not) {
      look(not.term());
    } else if (condition instanceof Expression.Binary comparison) {
      look(comparison.left());
      look(comparison.right());
    } else if (condition instanceof Value value && value.kind() == Value.Kind.VARIABLE) {
      variables.add(value.text());
    } else if (condition instanceof Expression.Call call) {
      if (call.name().equals("isflagset") || call.name().equals("isbflagset")) {
        Values.text(call, 0).ifPresent(flags::add);
      }
      call.arguments().forEach(this::look);
    }
  }
}
