package org.sipacc.backends.radius;

import java.net.DatagramPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aaa4j.radius.core.attribute.Attribute;
import org.aaa4j.radius.core.attribute.AttributeType;
import org.aaa4j.radius.core.dictionary.AttributeDefinition;
import org.aaa4j.radius.core.dictionary.Dictionary;
import org.aaa4j.radius.core.dictionary.PacketDefinition;
import org.aaa4j.radius.core.dictionary.TlvDefinition;
import org.aaa4j.radius.core.dictionary.dictionaries.StandardDictionary;
import org.aaa4j.radius.core.packet.Packet;
import org.aaa4j.radius.core.packet.PacketCodec;
import org.aaa4j.radius.core.packet.PacketCodecException;
import org.aaa4j.radius.core.packet.packets.AccountingResponse;
import org.aaa4j.radius.core.util.SecureRandomProvider;

/**
 * Turns requests into packets of one server and tells which answers are genuine. The bytes and the
 * authenticators are the codec's of AAA4J, the identifiers are chosen by the caller.
 *
 * <p>Used by one thread at a time.
 */
final class PacketCoding {
  private static final int IDENTIFIER_OFFSET = 1;
  private static final int AUTHENTICATOR_OFFSET = 4;
  private static final int AUTHENTICATOR_BYTES = 16;

  private final byte[] secret;
  private final Attribute<?> clientAddress;
  private final PacketCodec codec;
  private int identifier;

  /**
   * @param clientAddress goes into every request
   */
  PacketCoding(RadiusSecret secret, Attribute<?> clientAddress) {
    this.secret = secret.bytes();
    this.clientAddress = clientAddress;
    this.codec = new PacketCodec(new PacketsOnly(), new SecureRandomProvider(), () -> identifier);
  }

  /** A request on the wire: what is sent again unchanged, and what its answer is checked by. */
  static final class Encoded {
    private final byte[] bytes;

    private Encoded(byte[] bytes) {
      this.bytes = bytes;
    }

    DatagramPacket datagram() {
      return new DatagramPacket(bytes, bytes.length);
    }

    int identifier() {
      return bytes[IDENTIFIER_OFFSET] & 0xFF;
    }

    private byte[] authenticator() {
      return Arrays.copyOfRange(
          bytes, AUTHENTICATOR_OFFSET, AUTHENTICATOR_OFFSET + AUTHENTICATOR_BYTES);
    }
  }

  Encoded encode(AccountingRequest request, int newIdentifier) {
    identifier = newIdentifier;
    List<Attribute<?>> attributes = new ArrayList<>(request.attributes());
    attributes.add(clientAddress);
    try {
      return new Encoded(
          codec.encodeRequest(
              new org.aaa4j.radius.core.packet.packets.AccountingRequest(attributes),
              secret,
              new byte[AUTHENTICATOR_BYTES]));
    } catch (PacketCodecException e) {
      throw new IllegalStateException("a request was not checked before it came here", e);
    }
  }

  /** The identifier in a datagram; -1 if it is too short to have one. */
  static int identifierOf(byte[] datagram) {
    return datagram.length > IDENTIFIER_OFFSET ? datagram[IDENTIFIER_OFFSET] & 0xFF : -1;
  }

  /** Whether a datagram is the Accounting-Response of who knows the secret and got the request. */
  boolean isAnswer(byte[] datagram, Encoded request) {
    try {
      Packet packet = codec.decodeResponse(datagram, secret, request.authenticator());
      return packet.getCode() == AccountingResponse.CODE;
    } catch (PacketCodecException e) {
      return false;
    }
  }

  /** Leaves every attribute as the bytes it is: our own dictionary has turned it into them. */
  private static final class PacketsOnly implements Dictionary {
    private final Dictionary standard = new StandardDictionary();

    @Override
    public PacketDefinition getPacketDefinition(int code) {
      return standard.getPacketDefinition(code);
    }

    @Override
    public AttributeDefinition<?, ?> getAttributeDefinition(AttributeType type) {
      return null;
    }

    @Override
    public AttributeDefinition<?, ?> getAttributeDefinition(String name) {
      return null;
    }

    @Override
    public Integer getNumericAttributeValue(AttributeType type, String value) {
      return null;
    }

    @Override
    public TlvDefinition getTlvDefinition(AttributeType type) {
      return null;
    }
  }
}
