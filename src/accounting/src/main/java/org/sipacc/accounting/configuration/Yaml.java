package org.sipacc.accounting.configuration;

import java.util.List;
import java.util.Optional;

/**
 * A part of a YAML 1.2 document that knows its place. Scalars are text: what they mean is for the
 * reader of that key to say, so that {@code 486} and {@code "486"} are alike.
 */
public sealed interface Yaml {
  Place place();

  /** What this is, in the words of an error message. */
  String kind();

  /** A key with its value; keys are unique within a mapping. */
  record Entry(String key, Place place, Yaml value) {}

  /** Key and value pairs in the order they were written. */
  record Mapping(Place place, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value of a key, if it was written. */
    public Optional<Yaml> get(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).map(Entry::value).findFirst();
    }

    @Override
    public String kind() {
      return "a mapping (key: value)";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text, number, truth value: whatever is neither mapping nor list. */
  record Scalar(Place place, String text) implements Yaml {
    @Override
    public String kind() {
      return "\"" + text + "\"";
    }
  }

  /** Nothing after a key, or {@code null}. */
  record Empty(Place place) implements Yaml {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /**
   * Reads one document.
   *
   * @param source the file's name, for messages
   * @throws ConfigurationException if the text is not YAML, repeats a key or uses aliases
   */
  static Yaml parse(String source, String text) {
    return new YamlDocument(source).parse(text);
  }

  /** This as a mapping; {@code what} names it in the message if it is none. */
  default Mapping asMapping(String what) {
    if (this instanceof Mapping mapping) {
      return mapping;
    }
    throw new ConfigurationException(
        place(), what + " must be a mapping (key: value), found " + kind());
  }

  /** This as a list; {@code what} names it in the message if it is none. */
  default Sequence asSequence(String what) {
    if (this instanceof Sequence sequence) {
      return sequence;
    }
    throw new ConfigurationException(place(), what + " must be a list, found " + kind());
  }

  /** This as a scalar; {@code what} names it in the message if it is none. */
  default Scalar asScalar(String what) {
    if (this instanceof Scalar scalar) {
      return scalar;
    }
    throw new ConfigurationException(place(), what + " must be one value, found " + kind());
  }

  /** The scalars of a list, or the one scalar where a list of one needs no brackets. */
  default List<Scalar> asScalars(String what) {
    if (this instanceof Sequence sequence) {
      return sequence.items().stream().map(item -> item.asScalar(what)).toList();
    }
    return List.of(asScalar(what));
  }
}
