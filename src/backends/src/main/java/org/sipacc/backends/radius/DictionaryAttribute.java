package org.sipacc.backends.radius;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.aaa4j.radius.core.attribute.RawAttribute;

/**
 * An attribute as a dictionary defines it.
 *
 * @param vendor the vendor's private enterprise number; 0 for a standard attribute
 * @param number the attribute's type code, 1 to 255 unless the type is unsupported
 * @param typeName the type as the dictionary writes it
 */
record DictionaryAttribute(String name, int vendor, int number, DataType type, String typeName) {
  /** Most bytes in a value: RFC 2865, section 5. */
  static final int MAX_VALUE = 253;

  private static final int VENDOR_SPECIFIC = 26;
  private static final int VENDOR_HEADER = 6;

  /**
   * The attribute with a value.
   *
   * @param maxText texts are cut to so many bytes
   * @throws UnencodableException if the attribute takes no such value
   */
  RawAttribute with(String value, int maxText) throws UnencodableException {
    try {
      return with(type.encode(value, room(maxText)));
    } catch (UnencodableException e) {
      throw new UnencodableException(
          "attribute " + name,
          "attribute %s (type %s) %s, not \"%s\"".formatted(name, typeName, e.getMessage(), value),
          e);
    }
  }

  /** Whether {@link #with} cuts a value. */
  boolean cuts(String value, int maxText) {
    return type == DataType.STRING && value.getBytes(StandardCharsets.UTF_8).length > room(maxText);
  }

  private int room(int maxText) {
    return Math.min(maxText, vendor == 0 ? MAX_VALUE : MAX_VALUE - VENDOR_HEADER);
  }

  private RawAttribute with(byte[] value) {
    if (vendor == 0) {
      return new RawAttribute(number, value);
    }
    byte[] wrapped =
        ByteBuffer.allocate(VENDOR_HEADER + value.length)
            .putInt(vendor)
            .put((byte) number)
            .put((byte) (value.length + 2))
            .put(value)
            .array();
    return new RawAttribute(VENDOR_SPECIFIC, wrapped);
  }
}
