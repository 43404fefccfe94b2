package org.sipacc.importer.script;

import java.util.List;
import java.util.Optional;

/**
 * An OpenSIPS script, as far as its grammar goes; what its words mean is not asked yet.
 *
 * @param lines the text, for messages
 */
public record Script(
    List<String> lines,
    List<Global> globals,
    List<ModuleParameter> parameters,
    List<Route> routes) {

  public Script {
    lines = List.copyOf(lines);
    globals = List.copyOf(globals);
    parameters = List.copyOf(parameters);
    routes = List.copyOf(routes);
  }

  /** The route of a kind and name. */
  public Optional<Route> route(Route.Kind kind, String name) {
    return routes.stream()
        .filter(route -> route.kind() == kind && route.name().equals(name))
        .findFirst();
  }

  /** A line's text without the blanks around it. */
  public String line(int number) {
    return lines.get(number - 1).strip();
  }

  /** A global parameter, {@code listen=udp:192.0.2.1:5060}: its value is the rest of the line. */
  public record Global(int line, String name, String value) {}

  /**
   * {@code modparam("acc|dialog", "db_url", "mysql://...")}.
   *
   * @param modules the modules it is for
   */
  public record ModuleParameter(int line, List<String> modules, String name, String value) {
    public ModuleParameter {
      modules = List.copyOf(modules);
    }
  }
}
