package org.sipacc.accounting.parameter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.Place;

/**
 * The fields that {@code extra_fields} or {@code leg_fields} declare: which tags there are, and for
 * each backend which of them it records, in which order and under which name. A tag that several
 * backends declare is one value.
 */
public final class FieldDeclarations {
  /** No fields. */
  public static final FieldDeclarations NONE = new FieldDeclarations(Map.of());

  /**
   * A field of one backend.
   *
   * @param tag names the value, as in {@code $acc_extra(tag)}
   * @param name names it in the backend's records: column, key, attribute, event parameter
   */
  public record Declaration(String tag, String name) {}

  private final Map<Backend, List<Declaration>> declarations;

  private FieldDeclarations(Map<Backend, List<Declaration>> declarations) {
    Map<Backend, List<Declaration>> copy = new EnumMap<>(Backend.class);
    declarations.forEach((backend, fields) -> copy.put(backend, List.copyOf(fields)));
    this.declarations = copy;
  }

  /**
   * Reads parameter values such as {@code "db: caller->src_user; dst_user"}; several add up.
   *
   * @throws org.sipacc.accounting.configuration.ConfigurationException if one is malformed
   */
  public static FieldDeclarations parse(String... values) {
    List<RawText> texts = new ArrayList<>();
    for (String value : values) {
      texts.add(new RawText(value, new Place("extra_fields")));
    }
    return parse("extra_fields", texts, warning -> {});
  }

  static FieldDeclarations parse(String parameter, List<RawText> texts, Consumer<String> warnings) {
    FieldDeclarationParser parser = new FieldDeclarationParser(parameter, warnings);
    texts.forEach(parser::add);
    return new FieldDeclarations(parser.declarations());
  }

  /** A backend's fields in the order of their declaration. */
  public List<Declaration> of(Backend backend) {
    return declarations.getOrDefault(backend, List.of());
  }

  /** All tags, of whichever backend, in the order of first declaration within the backends. */
  public Set<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    declarations.values().forEach(fields -> fields.forEach(field -> tags.add(field.tag())));
    return tags;
  }

  /** Whether any backend declares the tag. */
  public boolean declares(String tag) {
    return declarations.values().stream()
        .anyMatch(fields -> fields.stream().anyMatch(field -> field.tag().equals(tag)));
  }

  /** Whether no backend has a field. */
  public boolean isEmpty() {
    return declarations.values().stream().allMatch(List::isEmpty);
  }

  /** These fields, followed by those that {@code *_extra} parameters define. */
  FieldDeclarations with(List<ExtraDefinition> definitions) {
    Map<Backend, List<Declaration>> all = new EnumMap<>(Backend.class);
    declarations.forEach((backend, fields) -> all.put(backend, new ArrayList<>(fields)));
    for (ExtraDefinition definition : definitions) {
      all.computeIfAbsent(definition.backend(), backend -> new ArrayList<>())
          .add(new Declaration(definition.tag(), definition.name()));
    }
    return new FieldDeclarations(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldDeclarations that && declarations.equals(that.declarations);
  }

  @Override
  public int hashCode() {
    return declarations.hashCode();
  }

  @Override
  public String toString() {
    return declarations.toString();
  }
}
