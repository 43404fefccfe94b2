package org.sipacc.accounting.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipacc.accounting.configuration.Yaml;

/** As much of JSON Schema 2020-12 as {@code policy.schema.json} uses. */
final class JsonSchema {
  private static final Map<String, String> NUMBERS =
      Map.of("integer", "-?[0-9]+", "number", "-?[0-9]+(\\.[0-9]+)?");

  private final Yaml.Mapping root;

  JsonSchema(Yaml.Mapping root) {
    this.root = root;
  }

  /** The definition of that name; the root itself for "". */
  Yaml.Mapping definition(String name) {
    return name.isEmpty() ? root : child(child(root, "$defs"), name);
  }

  boolean accepts(Yaml value) {
    return accepts(root, value);
  }

  private boolean accepts(Yaml.Mapping schema, Yaml value) {
    return schema.entries().stream().allMatch(rule -> accepts(schema, rule, value));
  }

  private boolean accepts(Yaml.Mapping schema, Yaml.Entry rule, Yaml value) {
    return switch (rule.key()) {
      case "$ref" -> accepts(definition(text(rule.value()).substring("#/$defs/".length())), value);
      case "anyOf" ->
          rule.value().asSequence("anyOf").items().stream()
              .anyMatch(option -> accepts(option.asMapping("option"), value));
      case "type" ->
          rule.value().asScalars("type").stream().anyMatch(type -> isOfType(type.text(), value));
      case "enum" ->
          value instanceof Yaml.Scalar scalar && texts(rule.value()).contains(scalar.text());
      case "pattern" ->
          !(value instanceof Yaml.Scalar scalar)
              || Pattern.compile(text(rule.value())).matcher(scalar.text()).find();
      case "minimum" ->
          !(value instanceof Yaml.Scalar scalar) || number(scalar) >= number(rule.value());
      case "maximum" ->
          !(value instanceof Yaml.Scalar scalar) || number(scalar) <= number(rule.value());
      case "items" ->
          !(value instanceof Yaml.Sequence list)
              || list.items().stream()
                  .allMatch(item -> accepts(rule.value().asMapping("items"), item));
      case "minItems" ->
          !(value instanceof Yaml.Sequence list) || list.items().size() >= number(rule.value());
      case "required" ->
          !(value instanceof Yaml.Mapping mapping)
              || texts(rule.value()).stream().allMatch(key -> mapping.get(key).isPresent());
      case "minProperties" ->
          !(value instanceof Yaml.Mapping mapping)
              || mapping.entries().size() >= number(rule.value());
      case "maxProperties" ->
          !(value instanceof Yaml.Mapping mapping)
              || mapping.entries().size() <= number(rule.value());
      case "additionalProperties" ->
          !(value instanceof Yaml.Mapping mapping)
              || mapping.entries().stream().allMatch(entry -> property(schema, rule, entry));
      case "properties",
          "patternProperties",
          "$schema",
          "$defs",
          "title",
          "description",
          "format" ->
          true;
      default -> throw new AssertionError("the check does not know " + rule.key());
    };
  }

  private boolean property(Yaml.Mapping schema, Yaml.Entry additional, Yaml.Entry entry) {
    Optional<Yaml> named = schema.get("properties").flatMap(p -> p.asMapping("p").get(entry.key()));
    if (named.isPresent()) {
      return accepts(named.get().asMapping("property"), entry.value());
    }
    Optional<Yaml> patterned =
        schema.get("patternProperties").stream()
            .flatMap(p -> p.asMapping("p").entries().stream())
            .filter(p -> Pattern.compile(p.key()).matcher(entry.key()).find())
            .map(Yaml.Entry::value)
            .findFirst();
    if (patterned.isPresent()) {
      return accepts(patterned.get().asMapping("property"), entry.value());
    }
    return additional.value() instanceof Yaml.Mapping other && accepts(other, entry.value());
  }

  private static boolean isOfType(String type, Yaml value) {
    return switch (type) {
      case "object" -> value instanceof Yaml.Mapping;
      case "array" -> value instanceof Yaml.Sequence;
      case "null" -> value instanceof Yaml.Empty;
      case "string" -> value instanceof Yaml.Scalar;
      case "integer", "number" ->
          value instanceof Yaml.Scalar scalar && scalar.text().matches(NUMBERS.get(type));
      case "boolean" -> value instanceof Yaml.Scalar scalar && scalar.text().matches("true|false");
      default -> throw new AssertionError("the check does not know type " + type);
    };
  }

  private static Yaml.Mapping child(Yaml.Mapping mapping, String key) {
    return mapping.get(key).orElseThrow().asMapping(key);
  }

  private static String text(Yaml value) {
    return value.asScalar("text").text();
  }

  private static List<String> texts(Yaml value) {
    return value.asScalars("texts").stream().map(Yaml.Scalar::text).toList();
  }

  private static int number(Yaml value) {
    return Integer.parseInt(text(value));
  }
}
