package org.sipacc.backends.radius;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.aaa4j.radius.core.packet.packets.AccountingResponse;

/**
 * Requests to one server, several on their way at once, told apart by their identifiers. A request
 * without an answer is sent again unchanged, identifier and authenticator too, so that the server
 * knows it for the same (RFC 5080, section 2.2.2). Answers that do not prove knowledge of the
 * secret are not looked at.
 */
final class Exchange {
  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  /**
   * Most requests without an answer: below the 256 identifiers, and what a server's queue takes.
   */
  private static final int WINDOW = 64;

  private final RadiusServer server;
  private final RetransmissionTime waits;
  private final int tries;

  /** By identifier. */
  private final Map<Integer, Sent> unanswered = new HashMap<>();

  private int badAnswers;

  /** A request on its way, and when it is to be sent again. */
  private record Sent(
      AccountingRequest request, PacketCoding.Encoded encoded, int tries, long dueNanos) {}

  /**
   * @param timeout the wait for an answer before the first repetition
   */
  Exchange(RadiusServer server, Duration timeout, int retries) {
    this.server = server;
    this.waits = new RetransmissionTime(timeout, ThreadLocalRandom.current());
    this.tries = retries + 1;
  }

  /**
   * Sends what waits until all of it is answered.
   *
   * @param waiting what is answered is no longer in it, even if this fails
   * @param answered called for each request that the server has taken
   * @throws IOException if the server cannot be reached, or leaves a request unanswered
   */
  void run(Deque<AccountingRequest> waiting, Consumer<AccountingRequest> answered)
      throws IOException {
    try {
      while (!waiting.isEmpty() || !unanswered.isEmpty()) {
        while (!waiting.isEmpty() && unanswered.size() < WINDOW) {
          send(waiting.remove());
        }
        Optional<byte[]> datagram = server.receive(untilNextIsDue());
        datagram.flatMap(this::requestOf).ifPresent(answered);
        sendAgain();
      }
    } finally {
      putBack(waiting);
    }
  }

  private void send(AccountingRequest request) throws IOException {
    PacketCoding.Encoded encoded = server.encode(request);
    while (unanswered.containsKey(encoded.identifier())) {
      encoded = server.encode(request);
    }
    send(request, encoded, 1);
  }

  private void send(AccountingRequest request, PacketCoding.Encoded encoded, int tries)
      throws IOException {
    long due = System.nanoTime() + waits.after(tries).toNanos();
    unanswered.put(encoded.identifier(), new Sent(request, encoded, tries, due));
    server.send(encoded);
  }

  private Duration untilNextIsDue() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        unanswered.values().stream().mapToLong(sent -> sent.dueNanos() - now).min().orElse(0));
  }

  /** The request that a datagram answers. */
  private Optional<AccountingRequest> requestOf(byte[] datagram) {
    int identifier = PacketCoding.identifierOf(datagram);
    Sent sent = unanswered.get(identifier);
    if (sent == null) {
      return Optional.empty();
    }
    if (!server.isAnswer(datagram, sent.encoded())) {
      badAnswers++;
      LOG.log(
          Level.DEBUG,
          "a datagram of {0} is no {1} to request {2} of ours and is not looked at",
          server.name(),
          AccountingResponse.NAME,
          Integer.toString(identifier));
      return Optional.empty();
    }
    unanswered.remove(identifier);
    return Optional.of(sent.request());
  }

  private void sendAgain() throws IOException {
    long now = System.nanoTime();
    List<Sent> due =
        unanswered.values().stream()
            .filter(sent -> sent.dueNanos() - now <= 0)
            .sorted(Comparator.comparing(sent -> sent.request().id()))
            .toList();
    for (Sent sent : due) {
      if (sent.tries() >= tries) {
        throw new IOException(silence());
      }
      send(sent.request(), sent.encoded(), sent.tries() + 1);
    }
  }

  private String silence() {
    String text = "no answer to " + tries + (tries == 1 ? " try" : " tries");
    return badAnswers == 0
        ? text + "; a server that has another secret for this client is silent too"
        : text + ", but " + badAnswers + " answers not made with our secret";
  }

  /** What has no answer goes to the next server, in its order. */
  private void putBack(Deque<AccountingRequest> waiting) {
    unanswered.values().stream()
        .map(Sent::request)
        .sorted(Comparator.comparing(AccountingRequest::id).reversed())
        .forEach(waiting::addFirst);
    unanswered.clear();
  }
}
