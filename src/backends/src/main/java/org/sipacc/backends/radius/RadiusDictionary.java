package org.sipacc.backends.radius;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.sipacc.accounting.configuration.NearMiss;

/** The attributes and named values that dictionaries define; letter case is not significant. */
final class RadiusDictionary {
  private final Map<String, DictionaryAttribute> attributes =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Map<String, Long>> values =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> sources;

  /**
   * @param sources what was read, for messages
   */
  RadiusDictionary(List<String> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * A later definition of a name takes the place of the former, unless only the former can be sent:
   * FreeRADIUS has a vendor's Sip-Method with number 0.
   */
  void define(DictionaryAttribute attribute) {
    attributes.merge(
        attribute.name(),
        attribute,
        (former, later) -> later.type() == DataType.UNSUPPORTED ? former : later);
  }

  void defineValue(String attribute, String name, long value) {
    values
        .computeIfAbsent(attribute, a -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
        .put(name, value);
  }

  Optional<DictionaryAttribute> find(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The number that an attribute's value has by name. */
  OptionalLong value(String attribute, String name) {
    Long value = values.getOrDefault(attribute, Map.of()).get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * An attribute that can be sent.
   *
   * @throws UnencodableException if there is none of the name, or its type cannot be sent; the
   *     message names the dictionaries
   */
  DictionaryAttribute attribute(String name) throws UnencodableException {
    DictionaryAttribute attribute =
        find(name)
            .orElseThrow(
                () ->
                    new UnencodableException(
                        "attribute " + name,
                        "no attribute "
                            + name
                            + " in "
                            + this
                            + NearMiss.of(name, attributes.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; define it in the client's dictionary")));
    if (attribute.type() == DataType.UNSUPPORTED) {
      throw new UnencodableException(
          "attribute " + name,
          "attribute "
              + name
              + " of "
              + this
              + " has type "
              + attribute.typeName()
              + ", which cannot be sent; string, octets, integer, date, ipaddr and ipv6addr can, in"
              + " attributes 1 to 255, a vendor's too");
    }
    return attribute;
  }

  /** Names what it was read from. */
  @Override
  public String toString() {
    return String.join(" or ", sources);
  }
}
