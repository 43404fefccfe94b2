package org.sipacc.restcomm.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sip.ListeningPoint;
import javax.sip.address.SipURI;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The other nodes of an installation, which is several servers whose calls are of one application.
 * Each is asked every second, by an OPTIONS of a dialog that nobody has: whatever it answers, it is
 * there. One that says nothing for a while counts as dead.
 */
public final class Peers implements AutoCloseable {

  private static final Duration ASKED_EVERY = Duration.ofSeconds(1);
  private static final Duration DEAD_AFTER = Duration.ofMillis(2500);

  private final OwnRequests ownRequests;
  private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sipacc-peers");
            thread.setDaemon(true);
            thread.setContextClassLoader(Peers.class.getClassLoader());
            return thread;
          });
  private final Future<?> questions;

  Peers(OwnRequests ownRequests) {
    this.ownRequests = ownRequests;
    questions =
        asking.scheduleWithFixedDelay(
            this::askAll, 0, ASKED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Adds other nodes, each as host and port; until they could answer they count as alive. */
  void add(List<String> addresses) {
    for (String address : addresses) {
      String peer = address.toLowerCase(Locale.ROOT);
      heardNanos.put(peer, System.nanoTime());
    }
  }

  private void askAll() {
    heardNanos.keySet().forEach(this::ask);
  }

  private void ask(String peer) {
    ownRequests.send(
        Map.of(
            "method",
            Request.OPTIONS,
            "uri",
            "sip:" + peer,
            "from",
            "<sip:sipacc@node.invalid>;tag=" + UUID.randomUUID(),
            "to",
            "<sip:" + peer + ">;tag=none",
            "callId",
            UUID.randomUUID().toString(),
            "cseq",
            1L),
        status -> {
          if (status != Response.REQUEST_TIMEOUT && status != Response.SERVICE_UNAVAILABLE) {
            heardNanos.put(peer, System.nanoTime());
          }
        });
  }

  /** Whether the URI leads to another node. */
  public boolean has(SipURI uri) {
    return heardNanos.containsKey(address(uri));
  }

  /** Whether the Via is that of the node the URI leads to. */
  public boolean isVia(SipURI uri, ViaHeader via) {
    return via != null && address(uri).equals(address(via.getHost(), via.getPort()));
  }

  /** Whether the node the URI leads to is alive. */
  public boolean answers(SipURI uri) {
    Long heard = heardNanos.get(address(uri));
    return heard != null && System.nanoTime() - heard < DEAD_AFTER.toNanos();
  }

  /** Whether both lead to the same place. */
  public static boolean areSame(SipURI one, SipURI other) {
    return address(one).equals(address(other));
  }

  private static String address(SipURI uri) {
    return address(uri.getHost(), uri.getPort());
  }

  private static String address(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + ":" + (port > 0 ? port : ListeningPoint.PORT_5060);
  }

  @Override
  public void close() {
    questions.cancel(false);
    asking.shutdown();
  }
}
