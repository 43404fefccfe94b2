package org.sipacc.backends.radius;

import java.util.ArrayList;
import java.util.List;
import org.aaa4j.radius.core.attribute.Attribute;
import org.aaa4j.radius.core.attribute.RawAttribute;

/** The attributes of one packet in their order, made of names and texts. */
final class AttributeList {
  private static final int HEADER = 2;
  private static final long MAX_INTEGER = 0xFFFF_FFFFL;

  private final RadiusDictionary dictionary;
  private final int maxText;
  private final List<Attribute<?>> attributes = new ArrayList<>();
  private int bytes;
  private boolean cut;

  /**
   * @param maxText texts are cut to so many bytes
   */
  AttributeList(RadiusDictionary dictionary, int maxText) {
    this.dictionary = dictionary;
    this.maxText = maxText;
  }

  /** Adds a value; none if it is empty: an attribute without a value does not exist. */
  AttributeList add(String name, String value) throws UnencodableException {
    if (!value.isEmpty()) {
      DictionaryAttribute attribute = dictionary.attribute(name);
      RawAttribute encoded = attribute.with(value, maxText);
      cut |= attribute.cuts(value, maxText);
      attributes.add(encoded);
      bytes += HEADER + encoded.getData().length();
    }
    return this;
  }

  /** Adds a number, 0 too; one that 32 bits cannot hold as the nearest that they can. */
  AttributeList add(String name, long value) throws UnencodableException {
    return add(name, Long.toString(Math.max(0, Math.min(value, MAX_INTEGER))));
  }

  /** Bytes of all attributes. */
  int bytes() {
    return bytes;
  }

  /** Whether a text was too long. */
  boolean isCut() {
    return cut;
  }

  List<Attribute<?>> attributes() {
    return List.copyOf(attributes);
  }
}
