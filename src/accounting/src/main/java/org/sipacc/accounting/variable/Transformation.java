package org.sipacc.accounting.variable;

import java.util.Optional;

/**
 * A change that a variable's value goes through: {@code {uri.host}}, {@code {s.substr,0,3}}. A
 * missing value stays missing.
 */
@FunctionalInterface
interface Transformation {
  /** The changed value; empty if nothing is left. */
  Optional<String> apply(String value);
}
