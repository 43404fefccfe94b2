package org.sipacc.acceptance.phone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A SIP user agent on a loopback port. It answers and sends what its script says and nothing else,
 * but for three things a transaction layer does: it acknowledges negative replies to an INVITE,
 * counts retransmissions instead of handing them out, and repeats its own last answer to them.
 */
public final class Phone implements AutoCloseable {
  /** How long an expectation waits unless the script says otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final SipFlow flow;
  private final Transport transport;
  private final Inbox inbox = new Inbox();
  private final Repeater repeater = new Repeater();

  /** What is sent again when a message comes again, by that message's identity. */
  private final Map<String, Runnable> answers = new ConcurrentHashMap<>();

  /** The dialogs that are over, by Call-ID and this phone's tag. */
  private final Set<String> overDialogs = ConcurrentHashMap.newKeySet();

  /** The INVITEs sent, by branch: what a negative reply's ACK is made of. */
  private final Map<String, SipMessage> invites = new ConcurrentHashMap<>();

  private volatile Duration patience = PATIENCE;
  private volatile boolean retransmitting;
  private volatile boolean acknowledging = true;

  Phone(String name, SipFlow flow, Transport.Opener opener) {
    this.name = name;
    this.flow = flow;
    this.transport = opener.open(this::receive);
  }

  /** Waits that long for what the script expects. */
  public Phone patient(Duration limit) {
    patience = limit;
    return this;
  }

  /**
   * From now on repeats unanswered requests and unacknowledged answers by RFC 3261's timers. Over
   * TCP that is a 2xx to an INVITE, and a request once its connection is lost; a peer that is away
   * is then no failure.
   */
  public Phone retransmitting() {
    retransmitting = true;
    return this;
  }

  /** From now on leaves negative replies to its INVITEs without ACK. */
  public Phone notAcknowledging() {
    acknowledging = false;
    return this;
  }

  public String name() {
    return name;
  }

  public int port() {
    return transport.port();
  }

  /** Host and port, with the transport as a URI parameter if it is not UDP. */
  public String address() {
    String suffix = transport.name().equals("TCP") ? ";transport=tcp" : "";
    return "127.0.0.1:" + port() + suffix;
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  /** Starts a request outside of a dialog, to be completed and sent. */
  public Draft draft(String method, InetSocketAddress nextHop, String requestUri) {
    return Draft.outsideDialog(this, method, nextHop, requestUri);
  }

  /** Sends an INVITE. */
  public Call invite(InetSocketAddress nextHop, String requestUri, String... headers) {
    return draft("INVITE", nextHop, requestUri).headers(headers).invite();
  }

  /** The next INVITE that starts a call. */
  public IncomingCall expectInvite() {
    return new IncomingCall(this, expectInitial("INVITE"), IncomingRequest.DEFAULT_TAG);
  }

  /** The INVITE that starts the call of that Call-ID. */
  public IncomingCall expectInvite(String callId) {
    Arrival arrival =
        expect(
            "the INVITE of " + callId,
            callId,
            message ->
                message.isRequest("INVITE")
                    && message.callId().equals(callId)
                    && message.toTag().isEmpty());
    return new IncomingCall(this, new IncomingRequest(this, arrival), IncomingRequest.DEFAULT_TAG);
  }

  /** The next request of that method outside of a dialog. */
  public IncomingRequest expectInitial(String method) {
    Arrival arrival =
        expect(method, "", message -> message.isRequest(method) && message.toTag().isEmpty());
    return new IncomingRequest(this, arrival);
  }

  /** The next request of that method within a call, for whichever of its dialogs. */
  public IncomingRequest expectInDialog(String method, String callId) {
    Arrival arrival =
        expect(
            "a " + method + " of " + callId,
            callId,
            message ->
                message.isRequest(method)
                    && message.callId().equals(callId)
                    && !message.toTag().isEmpty());
    return new IncomingRequest(this, arrival);
  }

  /**
   * Fails if anything the script has not asked for is here or comes within that time, but for a
   * 100, which a proxy may send at any time or not at all.
   */
  public void expectSilence(Duration time) {
    inbox
        .take(message -> message.status() != 100, time)
        .ifPresent(
            arrival -> {
              throw flow.failure(
                  name + " expected nothing but got: " + arrival.message().startLine(), "");
            });
  }

  Duration patience() {
    return patience;
  }

  SipFlow flow() {
    return flow;
  }

  String newVia() {
    return newVia("z9hG4bK" + UUID.randomUUID().toString().replace("-", ""));
  }

  String newVia(String branch) {
    return "SIP/2.0/" + transport.name() + " 127.0.0.1:" + port() + ";branch=" + branch + ";rport";
  }

  String contact() {
    return "<sip:" + name + "@" + address() + ">";
  }

  Arrival expect(String what, String callId, Predicate<SipMessage> wanted) {
    return expect(what, callId, wanted, patience);
  }

  Arrival expect(String what, String callId, Predicate<SipMessage> wanted, Duration limit) {
    return poll(wanted, limit)
        .orElseThrow(() -> flow.failure(name + " expected " + what + " within " + limit, callId));
  }

  Optional<Arrival> poll(Predicate<SipMessage> wanted, Duration limit) {
    return inbox.take(wanted, limit);
  }

  void expectCopies(Arrival arrival, int copies) {
    if (!inbox.awaitCopies(arrival, copies, patience)) {
      throw flow.failure(
          name + " expected " + copies + " copies of " + arrival.message().startLine(),
          arrival.message().callId());
    }
  }

  /** Sends a message; returns {@link System#nanoTime} just before. */
  long send(String packet, InetSocketAddress peer, String label, String callId) {
    flow.rungs().sent(port(), peer, label, callId);
    long nanos = System.nanoTime();
    try {
      transport.send(packet.getBytes(UTF_8), peer);
    } catch (UncheckedIOException e) {
      if (!retransmitting) {
        throw e;
      }
    }
    return nanos;
  }

  long send(SipMessage message, InetSocketAddress peer) {
    return send(message.encode(), peer, label(message, false), message.callId());
  }

  void remember(SipMessage invite) {
    invites.put(invite.branch(), invite);
  }

  /** Sends this again whenever a message of that identity comes again. */
  void answerCopies(String identity, Runnable answer) {
    answers.put(identity, answer);
  }

  /** From now on answers a new BYE in that dialog with 481, for it is over. */
  void endDialog(String callId, String localTag) {
    overDialogs.add(callId + " " + localTag);
  }

  /** If this phone retransmits, repeats the message until told to stop by the key. */
  void repeat(String key, Runnable message) {
    if (retransmitting) {
      repeater.start(key, message);
    }
  }

  /** As {@link #repeat}, but only while no connection carries what is sent to the peer. */
  void repeatUnlessConnected(String key, InetSocketAddress peer, Runnable message) {
    repeat(
        key,
        () -> {
          if (!transport.connected(peer)) {
            message.run();
          }
        });
  }

  /** Sends a response the way its request came. */
  long reply(SipMessage reply, Arrival request) {
    return send(reply, transport.wayBack(request.from(), request.message().sentBy()));
  }

  void stopRepeating(String key) {
    repeater.stop(key);
  }

  @Override
  public void close() {
    repeater.close();
    transport.close();
  }

  private void receive(byte[] packet, InetSocketAddress from) {
    long nanos = System.nanoTime();
    SipMessage message;
    try {
      message = SipMessage.parse(packet);
    } catch (IllegalArgumentException e) {
      flow.rungs().received(port(), from, "unreadable: " + e.getMessage(), "");
      return;
    }
    Arrival arrival = inbox.put(message, from, nanos);
    boolean copy = arrival.copies().get() > 1;
    flow.rungs().received(port(), from, label(message, copy), message.callId());
    if (copy) {
      answers.getOrDefault(message.identity(), () -> {}).run();
      return;
    }
    if (message.isRequest("ACK")) {
      repeater.stop(Repeater.reply(message));
    } else if (message.isRequest("BYE")
        && overDialogs.contains(message.callId() + " " + message.toTag())) {
      new IncomingRequest(this, arrival).reply(481);
    } else if (!message.isRequest()) {
      repeater.stop(Repeater.request(message));
      if (message.isNegative() && message.method().equals("INVITE") && acknowledging) {
        acknowledge(message, from);
      }
    }
  }

  private void acknowledge(SipMessage reply, InetSocketAddress from) {
    SipMessage invite = invites.get(reply.branch());
    if (invite != null) {
      SipMessage ack = Draft.ackOfNegative(invite, reply);
      answerCopies(reply.identity(), () -> send(ack, from));
      send(ack, from);
    }
  }

  private static String label(SipMessage message, boolean copy) {
    String what =
        message.isRequest()
            ? message.method()
            : message.startLine().substring("SIP/2.0 ".length()) + " " + message.method();
    return copy ? what + " (again)" : what;
  }
}
