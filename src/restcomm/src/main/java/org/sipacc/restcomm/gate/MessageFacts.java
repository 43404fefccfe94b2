package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;

/** What an application is told of a message of which it has no session. */
final class MessageFacts {

  private static final String PEER_ANSWERS = "peerAnswers";

  private MessageFacts() {}

  /** The entries of an orphan that came by that Route of ours. */
  static Map<String, Object> of(SIPRequest request, SipURI ownRoute, long receivedNanos) {
    Map<String, Object> facts = common(request, receivedNanos);
    facts.put("method", request.getMethod());
    facts.put("uri", request.getRequestURI().toString());
    facts.put("routeParameters", parameters(ownRoute));
    return Map.copyOf(facts);
  }

  /** The entries of an orphan that came by that Route of another node. */
  static Map<String, Object> of(
      SIPRequest request, SipURI peerRoute, boolean peerAnswers, long receivedNanos) {
    Map<String, Object> facts = new HashMap<>(of(request, peerRoute, receivedNanos));
    facts.put(PEER_ANSWERS, peerAnswers);
    return Map.copyOf(facts);
  }

  /** The same, now that the other node is dead. */
  static Map<String, Object> withoutPeer(Map<String, Object> known) {
    Map<String, Object> facts = new HashMap<>(known);
    facts.put(PEER_ANSWERS, false);
    return Map.copyOf(facts);
  }

  /** The entries of a late answer that would go on to that Via. */
  static Map<String, Object> of(SIPResponse response, Via below, long receivedNanos) {
    Map<String, Object> facts = common(response, receivedNanos);
    facts.put("status", response.getStatusCode());
    facts.put("reason", String.valueOf(response.getReasonPhrase()));
    facts.put("recordRoutes", recordRoutes(response));
    facts.put("target", target(below));
    return Map.copyOf(facts);
  }

  private static Map<String, Object> common(SIPMessage message, long receivedNanos) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("callId", message.getCallId().getCallId());
    facts.put("fromTag", String.valueOf(message.getFromTag()));
    facts.put("toTag", String.valueOf(message.getToTag()));
    facts.put("from", ((SIPHeader) message.getFrom()).getValue());
    facts.put("to", ((SIPHeader) message.getTo()).getValue());
    facts.put("cseq", message.getCSeq().getSeqNumber());
    facts.put("source", source(message));
    facts.put("receivedNanos", receivedNanos);
    contact(message).ifPresent(contact -> facts.put("contact", contact));
    return facts;
  }

  /** The address in the first Contact. */
  static Optional<String> contact(SIPMessage message) {
    return Optional.ofNullable(message.getHeader(ContactHeader.NAME))
        .map(contact -> ((Contact) contact).getAddress().toString());
  }

  private static String source(SIPMessage message) {
    return message.getTopmostVia().getTransport().toLowerCase(Locale.ROOT)
        + ":"
        + message.getPeerPacketSourceAddress().getHostAddress()
        + ":"
        + message.getPeerPacketSourcePort();
  }

  private static String target(Via via) {
    String host = via.getReceived() == null ? via.getHost() : via.getReceived();
    int port = via.getRPort() > 0 ? via.getRPort() : via.getPort();
    return via.getTransport().toLowerCase(Locale.ROOT)
        + ":"
        + host
        + ":"
        + (port > 0 ? port : 5060);
  }

  private static Map<String, String> parameters(SipURI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (Iterator<?> names = uri.getParameterNames(); names.hasNext(); ) {
      String name = (String) names.next();
      String value = uri.getParameter(name);
      parameters.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return Map.copyOf(parameters);
  }

  private static List<String> recordRoutes(SIPResponse response) {
    List<String> routes = new ArrayList<>();
    for (Iterator<?> all = response.getHeaders(RecordRouteHeader.NAME); all.hasNext(); ) {
      routes.add(((RecordRouteHeader) all.next()).getAddress().toString());
    }
    return List.copyOf(routes);
  }
}
