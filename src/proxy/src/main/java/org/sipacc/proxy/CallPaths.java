package org.sipacc.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.sipacc.accounting.dialog.DialogPaths;
import org.sipacc.accounting.dialog.DialogPaths.Path;

/**
 * How the parties of an answered call are reached, learnt from its INVITE and the answer and kept
 * up by what they send later: their CSeq numbers, and their Contacts where a re-INVITE or UPDATE
 * refreshes them (RFC 3261 section 12.2).
 */
final class CallPaths {
  private final String callId;
  private final String callerTag;
  private final Party caller;
  private final Party callee;

  private CallPaths(String callId, String callerTag, Party caller, Party callee) {
    this.callId = callId;
    this.callerTag = callerTag;
    this.caller = caller;
    this.callee = callee;
  }

  /**
   * @param invite as it came in
   * @param answer its 2xx, as it came from downstream or was made here
   */
  static CallPaths of(Engine engine, SipServletRequest invite, SipServletResponse answer) {
    Party caller = caller(engine, invite);
    Party callee =
        new Party(answer.getHeader("To"), routesAbove(engine, routes(answer)), transport(answer));
    callee.refresh(answer);
    caller.sent(ServletMessage.cseq(invite));
    return new CallPaths(invite.getCallId(), Facts.fromTag(invite), caller, callee);
  }

  /** As far as the INVITE tells. */
  static DialogPaths ringing(Engine engine, SipServletRequest invite) {
    return DialogPaths.ringing(invite.getCallId(), caller(engine, invite).path(0));
  }

  private static Party caller(Engine engine, SipServletRequest invite) {
    Party caller =
        new Party(
            invite.getHeader("From"),
            routes(invite).stream().filter(route -> !engine.isOwnRoute(route)).toList(),
            transport(invite));
    caller.refresh(invite);
    return caller;
  }

  /** A request within the call passed by. */
  synchronized void passed(SipServletRequest request) {
    Party sender = sender(request, true);
    sender.sent(ServletMessage.cseq(request));
    if (isTargetRefresh(request)) {
      sender.refresh(request);
    }
  }

  /**
   * A reply to a request within the call passed by.
   *
   * @return whether it may have moved a party
   */
  synchronized boolean passed(SipServletResponse response) {
    boolean refreshes = response.getStatus() / 100 == 2 && isTargetRefresh(response);
    if (refreshes) {
      sender(response, false).refresh(response);
    }
    return refreshes;
  }

  synchronized DialogPaths snapshot() {
    return new DialogPaths(callId, caller.path(callee.cseq), callee.path(caller.cseq));
  }

  private Party sender(SipServletMessage message, boolean request) {
    return Facts.fromTag(message).equals(callerTag) == request ? caller : callee;
  }

  private static boolean isTargetRefresh(SipServletMessage message) {
    return message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
  }

  private static List<String> routes(SipServletMessage message) {
    List<String> routes = new ArrayList<>();
    message.getHeaders("Record-Route").forEachRemaining(routes::add);
    return routes;
  }

  /**
   * The Routes towards the callee: an answer names the proxies from the callee's side on; behind
   * ours are the caller's.
   */
  static List<String> routesAbove(Engine engine, List<String> recordRoutes) {
    List<String> above = new ArrayList<>();
    for (String route : recordRoutes) {
      if (engine.isOwnRoute(route)) {
        break;
      }
      above.add(route);
    }
    Collections.reverse(above);
    return above;
  }

  private static String transport(SipServletMessage message) {
    String transport = message.getTransport();
    return transport == null ? "udp" : transport.toLowerCase(Locale.ROOT);
  }

  private static final class Party {
    private final String address;
    private final List<String> routes;
    private final String transport;
    private String contact = "";
    private long cseq;

    Party(String address, List<String> routes, String transport) {
      this.address = address;
      this.routes = routes;
      this.transport = transport;
    }

    void sent(long number) {
      cseq = Math.max(cseq, number);
    }

    void refresh(SipServletMessage message) {
      try {
        Address address = message.getAddressHeader("Contact");
        if (address != null) {
          contact = address.getURI().toString();
        }
      } catch (ServletParseException e) {
        // An unreadable Contact leaves the former one in force.
      }
    }

    Path path(long othersCseq) {
      return new Path(address, contact, routes, othersCseq, transport);
    }
  }
}
