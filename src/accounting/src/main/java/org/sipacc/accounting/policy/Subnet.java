package org.sipacc.accounting.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, as {@code 10.0.0.0/8}. No name is ever looked up.
 *
 * @param network an address of the block
 * @param bits how many of its first bits the addresses have in common
 */
record Subnet(InetAddress network, int bits) {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Reads a block, or an address as a block of its own; empty if the text is neither. */
  static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return Optional.of(new Subnet(address.get(), most));
    }
    String bits = text.substring(slash + 1);
    return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most
        ? Optional.of(new Subnet(address.get(), Integer.parseInt(bits)))
        : Optional.empty();
  }

  /** Whether the text is an address of this block; IPv6 ones may stand in brackets. */
  boolean contains(String text) {
    return address(text).filter(this::contains).isPresent();
  }

  private boolean contains(InetAddress address) {
    byte[] theirs = address.getAddress();
    byte[] ours = network.getAddress();
    if (theirs.length != ours.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((theirs[bit / Byte.SIZE] ^ ours[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String plain = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean isIpv6 = IPV6.matcher(plain).matches();
    if (!isIpv6 && (bracketed || !IPV4.matcher(plain).matches())) {
      return Optional.empty();
    }
    try {
      // In brackets, a text that is no address is refused; it is never looked up.
      return Optional.of(InetAddress.getByName(isIpv6 ? "[" + plain + "]" : plain));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
