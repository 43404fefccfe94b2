package org.sipacc.accounting.parameter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A parameter: where it belongs, its name, its type and its default.
 *
 * @param <T> what {@link Parameters#get} gives for it
 */
public final class Parameter<T> {
  private final Section section;
  private final String name;
  private final ParameterType<T> type;
  private final T defaultValue;
  private final String defaultText;

  Parameter(
      Section section, String name, ParameterType<T> type, T defaultValue, String defaultText) {
    this.section = section;
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.defaultText = defaultText;
  }

  /** The module it belongs to. */
  public Section section() {
    return section;
  }

  /** Its name within the section. */
  public String name() {
    return name;
  }

  /** Section and name: {@code acc.db_url}. */
  public String fullName() {
    return section.key() + "." + name;
  }

  /** The environment variable that sets it: {@code SIPACC_ACC_DB_URL}. */
  public String environmentVariable() {
    return ("sipacc_" + section.key() + "_" + name).toUpperCase(Locale.ROOT);
  }

  /** The system property that sets it: {@code sipacc.acc.db_url}. */
  public String systemProperty() {
    return "sipacc." + fullName();
  }

  /** What values it takes, as the reference says it. */
  public String typeName() {
    return type.name();
  }

  /** The default as it would be written; empty if there is none. */
  public Optional<String> defaultText() {
    return Optional.of(defaultText).filter(text -> !text.isEmpty());
  }

  /** The default. */
  public T defaultValue() {
    return defaultValue;
  }

  boolean isRepeatable() {
    return type.repeatable();
  }

  T parse(List<RawText> texts, Consumer<String> warnings) {
    return type.parser().parse(fullName(), texts, warnings);
  }

  @Override
  public String toString() {
    return fullName();
  }
}
