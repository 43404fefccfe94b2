package org.sipacc.backends.radius;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The types of attribute values (RFC 8044) that a record's texts can be turned into. */
enum DataType {
  STRING,
  OCTETS,
  INTEGER,
  DATE,
  IPV4_ADDRESS,
  IPV6_ADDRESS,
  /** Any other type, and what no standard attribute can hold. */
  UNSUPPORTED;

  private static final long MAX_INTEGER = 0xFFFF_FFFFL;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern HEX = Pattern.compile("0x([0-9A-Fa-f]{2})+");

  /** The type that a dictionary calls so; a length in brackets behind it is not looked at. */
  static DataType ofName(String written) {
    return switch (written.toLowerCase(Locale.ROOT).replaceFirst("\\[[0-9]+]$", "")) {
      case "string", "text" -> STRING;
      case "octets" -> OCTETS;
      case "integer", "uint32" -> INTEGER;
      case "date", "time" -> DATE;
      case "ipaddr", "ipv4addr" -> IPV4_ADDRESS;
      case "ipv6addr" -> IPV6_ADDRESS;
      default -> UNSUPPORTED;
    };
  }

  /**
   * A value's bytes.
   *
   * @param maxText texts are cut to so many bytes, at a character's border
   * @throws UnencodableException if the text is no value of this type
   */
  byte[] encode(String value, int maxText) throws UnencodableException {
    return switch (this) {
      case STRING -> text(value, maxText);
      case OCTETS -> octets(value, maxText);
      case INTEGER, DATE -> integer(value);
      case IPV4_ADDRESS -> address(value, IPV4, 4);
      case IPV6_ADDRESS -> address(value, IPV6, 16);
      case UNSUPPORTED -> throw new UnencodableException("type", "has a type that cannot be sent");
    };
  }

  private static byte[] text(String value, int max) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= max) {
      return bytes;
    }
    int end = max;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return ByteBuffer.allocate(end).put(bytes, 0, end).array();
  }

  private static byte[] octets(String value, int max) {
    return HEX.matcher(value).matches() && value.length() <= 2 + 2 * max
        ? HexFormat.of().parseHex(value, 2, value.length())
        : text(value, max);
  }

  private static byte[] integer(String value) throws UnencodableException {
    if (!DIGITS.matcher(value).matches() || Long.parseLong(value) > MAX_INTEGER) {
      throw new UnencodableException("type", "takes a whole number from 0 to " + MAX_INTEGER);
    }
    return ByteBuffer.allocate(Integer.BYTES).putInt(Integer.parseUnsignedInt(value)).array();
  }

  /** Addresses only: a name would be looked up, and callers could choose it. */
  private static byte[] address(String value, Pattern form, int length)
      throws UnencodableException {
    try {
      if (form.matcher(value).matches()) {
        byte[] bytes = InetAddress.getByName(value).getAddress();
        if (bytes.length == length) {
          return bytes;
        }
      }
    } catch (UnknownHostException e) {
      throw new UnencodableException("type", "takes an IP address", e);
    }
    throw new UnencodableException(
        "type", length == 4 ? "takes an IPv4 address as in 192.0.2.1" : "takes an IPv6 address");
  }
}
