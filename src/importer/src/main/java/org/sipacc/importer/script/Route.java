package org.sipacc.importer.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A route block.
 *
 * @param name what stands in its brackets; empty without them
 */
public record Route(int line, Kind kind, String name, List<Statement> body) {
  public Route {
    body = List.copyOf(body);
  }

  /** When a route is run. */
  public enum Kind {
    /** Requests, if it has no name; else by {@code route(name)}. */
    REQUEST("route"),
    BRANCH("branch_route"),
    FAILURE("failure_route"),
    REPLY("onreply_route"),
    LOCAL("local_route"),
    ERROR("error_route"),
    STARTUP("startup_route"),
    TIMER("timer_route"),
    EVENT("event_route");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As a script writes it. */
    public String word() {
      return word;
    }

    static Optional<Kind> ofWord(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }
}
