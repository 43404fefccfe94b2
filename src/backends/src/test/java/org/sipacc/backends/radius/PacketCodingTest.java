package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.aaa4j.radius.core.attribute.RawAttribute;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.backends.radius.PacketCoding.Encoded;

/** RFC 2866: the layout of section 3, the authenticators computed here once more. */
class PacketCodingTest {
  private static final String SECRET = "xyzzy5461";

  private final PacketCoding coding =
      new PacketCoding(
          RadiusSecret.of(SECRET), new RawAttribute(4, new byte[] {(byte) 192, 0, 2, 1}));
  private final Encoded request =
      coding.encode(
          new AccountingRequest(
              new TimeOrderedId(0, 0),
              List.of(
                  new RawAttribute(40, new byte[] {0, 0, 0, 2}),
                  new RawAttribute(44, "call-1".getBytes(StandardCharsets.UTF_8)))),
          200);

  @Test
  void aRequestHasCodeIdentifierLengthAuthenticatorAndAttributesInTheirOrder() {
    String attributes = "280600000002" + "2c0863616c6c2d31" + "0406c0000201";

    assertThat(HexFormat.of().formatHex(bytes(request)))
        .matches("04c80028[0-9a-f]{32}" + attributes);
    assertThat(request.identifier()).isEqualTo(200);
  }

  @Test
  void itsAuthenticatorIsTheDigestOverItselfWithZerosInItsPlaceAndTheSecret() throws Exception {
    byte[] zeroed = bytes(request);
    Arrays.fill(zeroed, 4, 20, (byte) 0);

    assertThat(Arrays.copyOfRange(bytes(request), 4, 20)).isEqualTo(md5(zeroed, secret()));
  }

  @Test
  void anAnswerIsOneThatProvesKnowledgeOfRequestAndSecret() throws Exception {
    assertThat(coding.isAnswer(answer(5, 200, SECRET), request)).isTrue();
    assertThat(coding.isAnswer(answer(5, 200, "guessed"), request)).isFalse();
    assertThat(coding.isAnswer(answer(3, 200, SECRET), request)).isFalse();
    byte[] altered = answer(5, 200, SECRET);
    altered[5] ^= 1;
    assertThat(coding.isAnswer(altered, request)).isFalse();
    assertThat(coding.isAnswer(new byte[0], request)).isFalse();
    assertThat(coding.isAnswer(Arrays.copyOf(answer(5, 200, SECRET), 19), request)).isFalse();
  }

  @Test
  void noiseIsNoAnswer() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 3) {
        noise[0] = 5;
        noise[1] = (byte) 200;
        noise[2] = 0;
        noise[3] = (byte) noise.length;
      }
      assertThat(coding.isAnswer(noise, request)).isFalse();
    }
  }

  @Test
  void aDatagramTooShortHasNoIdentifier() {
    assertThat(PacketCoding.identifierOf(new byte[] {5})).isEqualTo(-1);
    assertThat(PacketCoding.identifierOf(new byte[] {5, (byte) 200})).isEqualTo(200);
  }

  /** RFC 2866, section 3: digest over code, identifier, length, request authenticator, secret. */
  private byte[] answer(int code, int identifier, String secret) throws Exception {
    byte[] packet =
        ByteBuffer.allocate(20)
            .put((byte) code)
            .put((byte) identifier)
            .putShort((short) 20)
            .put(bytes(request), 4, 16)
            .array();
    System.arraycopy(md5(packet, secret.getBytes(StandardCharsets.UTF_8)), 0, packet, 4, 16);
    return packet;
  }

  private static byte[] md5(byte[] first, byte[] second) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    digest.update(first);
    return digest.digest(second);
  }

  private static byte[] secret() {
    return SECRET.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Encoded encoded) {
    DatagramPacket datagram = encoded.datagram();
    return Arrays.copyOf(datagram.getData(), datagram.getLength());
  }
}
