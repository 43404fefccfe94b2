package org.sipacc.restcomm.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import javax.ejb.EJB;
import javax.servlet.ServletException;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.TimerListener;
import javax.servlet.sip.TimerService;

/**
 * Signs its Record-Routes by the Call-ID and lets requests without a session go on that show that
 * signature. What else it does, the first word of the Call-ID says: {@code refused}, {@code gone}
 * (answered 410), {@code failing}, {@code fixed-PORT} (to that port only), {@code unknown} (late
 * answers are dropped), {@code expiring} (the session goes 100 ms after the ACK).
 */
public class OrphanServlet extends ProxyServlet implements TimerListener {

  private static final long serialVersionUID = 1L;

  private final AtomicInteger calls = new AtomicInteger();

  @EJB private transient Journal notes;

  @Override
  public void init() {
    super.init();
    Function<Map<String, Object>, Map<String, Object>> decider = this::decide;
    BiConsumer<Map<String, Object>, Integer> replies =
        (request, status) -> notes.note("reply " + described(request) + " " + status);
    Function<Map<String, Object>, Boolean> lateAnswers = this::letsPass;
    IntSupplier openCalls = calls::get;
    register("onOrphan", decider);
    register("onOrphanReply", replies);
    register("onLateAnswer", lateAnswers);
    register("openCalls", openCalls);
  }

  @SuppressWarnings("unchecked")
  private void register(String name, Object function) {
    Map<?, ?> functions = (Map<?, ?>) getServletContext().getAttribute("org.sipacc.engine");
    ((Consumer<Object>) functions.get(name)).accept(function);
  }

  private static String signature(String callId) {
    return Integer.toHexString(callId.hashCode());
  }

  private static String described(Map<String, Object> request) {
    return request.get("callId") + " " + request.get("method") + " " + request.get("cseq");
  }

  private Map<String, Object> decide(Map<String, Object> request) {
    String callId = (String) request.get("callId");
    notes.note("decide " + described(request));
    notes.note("facts " + request);
    Map<?, ?> route = (Map<?, ?>) request.get("routeParameters");
    if (!signature(callId).equals(route.get("signature"))) {
      return Map.of("relay", false);
    }
    String[] words = callId.split("-");
    return switch (words[0]) {
      case "refused" -> Map.of();
      case "gone" -> Map.of("relay", false, "status", 410, "reason", "No More");
      case "failing" -> throw new IllegalStateException("asked for");
      case "fixed" ->
          Map.of(
              "relay",
              true,
              "uri",
              "<sip:ua@127.0.0.1:" + words[1] + ";transport=udp>",
              "routes",
              List.of());
      default -> Map.of("relay", true);
    };
  }

  private boolean letsPass(Map<String, Object> response) {
    notes.note("late " + response.get("callId") + " " + response.get("status"));
    notes.note("facts " + response);
    return !((String) response.get("callId")).startsWith("unknown");
  }

  @Override
  void mark(SipServletRequest request, Proxy proxy) {
    calls.incrementAndGet();
    proxy.getRecordRouteURI().setParameter("signature", signature(request.getCallId()));
  }

  @Override
  protected void doAck(SipServletRequest request) {
    if (request.getCallId().startsWith("expiring")) {
      ((TimerService) getServletContext().getAttribute(TIMER_SERVICE))
          .createTimer(request.getApplicationSession(), 100, false, "expiring");
    }
  }

  @Override
  public void timeout(ServletTimer timer) {
    timer.getApplicationSession().invalidate();
    notes.note("expired");
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    boolean ended =
        response.getMethod().equals("BYE")
            || (response.getMethod().equals("INVITE") && response.getStatus() >= 300);
    if (ended && response.getStatus() >= 200) {
      calls.decrementAndGet();
    }
    super.doResponse(response);
  }
}
