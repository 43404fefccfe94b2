package org.sipacc.cli.output;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one thing: a line for each fact, its name first. */
public final class Facts {

  private final Map<String, String> facts = new LinkedHashMap<>();

  /** Adds a fact; an empty one is shown as a hyphen. */
  public Facts add(String name, String value) {
    facts.put(name, value.isEmpty() ? "-" : value);
    return this;
  }

  /** Prints them, the values one below the other. */
  public void print(PrintWriter out) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) ->
            out.print(name + " ".repeat(width - name.length() + 2) + Escapes.text(value) + "\n"));
  }
}
