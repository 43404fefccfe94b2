package org.sipacc.backends.radius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aaa4j.radius.core.attribute.Attribute;
import org.aaa4j.radius.core.attribute.StringData;
import org.aaa4j.radius.core.dictionary.dictionaries.StandardDictionary;
import org.aaa4j.radius.core.packet.Packet;
import org.aaa4j.radius.core.packet.PacketCodec;
import org.aaa4j.radius.core.packet.PacketCodecException;
import org.aaa4j.radius.core.packet.packets.AccountingRequest;
import org.aaa4j.radius.core.packet.packets.AccountingResponse;

/**
 * The other end of RFC 2866: answers the Accounting-Requests whose authenticator is right, keeps
 * each once, and is silent to the others. It misbehaves on command.
 */
final class AccountingServer implements AutoCloseable {
  static final String SECRET = "s3cr&t";

  private final PacketCodec codec = new PacketCodec(new StandardDictionary());
  private final int port;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Received> repeated = new CopyOnWriteArrayList<>();
  private final List<byte[]> held = new ArrayList<>();
  private volatile int toAnswer = Integer.MAX_VALUE;
  private volatile Manners manners = Manners.HONEST;
  private DatagramSocket socket;
  private Thread thread;

  /** How it answers. */
  enum Manners {
    HONEST,
    /** Takes everything in and says nothing. */
    SILENT,
    /** Is silent to the first sending of each request. */
    DEAF_AT_FIRST,
    /** Answers when ten wait, the last one first. */
    TEN_AT_A_TIME_BACKWARDS,
    /** Answers what it did not keep, without knowing the secret. */
    FORGING,
    /** Answers wrongly first, rightly then. */
    FORGING_AT_FIRST
  }

  /** A request as it came. */
  record Received(int identifier, List<Byte> authenticator, Packet packet) {
    <A extends Attribute<?>> A only(Class<A> type) {
      List<A> all = packet.getAttributes(type);
      if (all.size() != 1) {
        throw new AssertionError(all.size() + " attributes " + type.getSimpleName());
      }
      return all.get(0);
    }

    /** Values of attributes without a class of their own. */
    List<byte[]> raw(int type) {
      return packet.getAttributes().stream()
          .filter(attribute -> attribute.getType().head() == type)
          .map(attribute -> ((StringData) attribute.getData()).getValue())
          .toList();
    }

    List<Integer> types() {
      return packet.getAttributes().stream().map(a -> a.getType().head()).toList();
    }
  }

  AccountingServer() {
    this(0);
  }

  private AccountingServer(int port) {
    open(port);
    this.port = socket.getLocalPort();
  }

  int port() {
    return port;
  }

  void manners(Manners now) {
    manners = now;
  }

  /** From so many requests on it neither takes nor answers any. */
  void answerOnly(int count) {
    toAnswer = count;
  }

  /** What was taken, each request once. */
  List<Received> received() {
    return List.copyOf(received);
  }

  /** Requests that came again as they were. */
  List<Received> repeated() {
    return List.copyOf(repeated);
  }

  /** Closes the port: whoever sends to it is told by ICMP. */
  void stop() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void start() {
    open(port);
  }

  private void open(int wanted) {
    try {
      socket = new DatagramSocket(wanted, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(1 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DatagramSocket own = socket;
    thread = new Thread(() -> serve(own), "radius-server");
    thread.start();
  }

  private void serve(DatagramSocket own) {
    byte[] buffer = new byte[4096];
    while (!own.isClosed()) {
      DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
      try {
        own.receive(datagram);
        byte[] bytes = Arrays.copyOf(buffer, datagram.getLength());
        for (byte[] answer : answersTo(bytes)) {
          own.send(new DatagramPacket(answer, answer.length, datagram.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!own.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private List<byte[]> answersTo(byte[] bytes) {
    try {
      Packet packet = codec.decodeRequest(bytes.clone(), SECRET.getBytes(StandardCharsets.UTF_8));
      if (!(packet instanceof AccountingRequest) || received.size() >= toAnswer) {
        return List.of();
      }
      byte[] authenticator = Arrays.copyOfRange(bytes, 4, 20);
      Received request = new Received(bytes[1] & 0xFF, boxed(authenticator), packet);
      byte[] right = answer(SECRET, request.identifier(), authenticator);
      byte[] wrong = answer("guessed", request.identifier(), authenticator);
      return switch (manners) {
        case SILENT -> List.of();
        case FORGING -> List.of(wrong);
        case HONEST -> {
          keep(request);
          yield List.of(right);
        }
        case FORGING_AT_FIRST -> {
          keep(request);
          yield List.of(wrong, right);
        }
        case DEAF_AT_FIRST -> keep(request) ? List.of() : List.of(right);
        case TEN_AT_A_TIME_BACKWARDS -> {
          keep(request);
          held.add(0, right);
          List<byte[]> answers = held.size() < 10 ? List.of() : List.copyOf(held);
          held.removeAll(answers);
          yield answers;
        }
      };
    } catch (PacketCodecException e) {
      return List.of();
    }
  }

  /** Whether it is new: RFC 5080, section 2.2.2. */
  private boolean keep(Received request) {
    boolean known =
        received.stream()
            .anyMatch(
                r ->
                    r.identifier() == request.identifier()
                        && r.authenticator().equals(request.authenticator()));
    (known ? repeated : received).add(request);
    return !known;
  }

  private byte[] answer(String secret, int identifier, byte[] authenticator)
      throws PacketCodecException {
    return codec.encodeResponse(
        new AccountingResponse(List.of()),
        secret.getBytes(StandardCharsets.UTF_8),
        identifier,
        authenticator);
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return List.of(boxed);
  }

  @Override
  public void close() {
    stop();
  }
}
