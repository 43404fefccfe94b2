package org.sipacc.acceptance.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request that reached a phone, to be answered or not. */
public final class IncomingRequest {
  /** The tag put into the To header field of replies that open a dialog. */
  public static final String DEFAULT_TAG = "tt1";

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(100, "Trying"),
          Map.entry(180, "Ringing"),
          Map.entry(183, "Session Progress"),
          Map.entry(200, "OK"),
          Map.entry(302, "Moved Temporarily"),
          Map.entry(404, "Not Found"),
          Map.entry(407, "Proxy Authentication Required"),
          Map.entry(408, "Request Timeout"),
          Map.entry(480, "Temporarily Unavailable"),
          Map.entry(481, "Call/Transaction Does Not Exist"),
          Map.entry(486, "Busy Here"),
          Map.entry(487, "Request Terminated"),
          Map.entry(500, "Server Internal Error"),
          Map.entry(603, "Decline"));

  private final Phone phone;
  private final Arrival arrival;

  IncomingRequest(Phone phone, Arrival arrival) {
    this.phone = phone;
    this.arrival = arrival;
  }

  public SipMessage message() {
    return arrival.message();
  }

  /** {@link System#nanoTime} when it came. */
  public long receivedAt() {
    return arrival.nanos();
  }

  /** How often it came. */
  public int copies() {
    return arrival.copies().get();
  }

  /** Waits until it came that often. */
  public IncomingRequest expectCopies(int copies) {
    phone.expectCopies(arrival, copies);
    return this;
  }

  /** Answers with the standard phrase. */
  public Answer reply(int status) {
    return reply(status, PHRASES.getOrDefault(status, "Status " + status));
  }

  /** Answers; header fields are given as {@code Name: value}. */
  public Answer reply(int status, String phrase, String... headers) {
    return reply(DEFAULT_TAG, status, phrase, "", headers);
  }

  Answer replyTagged(String tag, int status) {
    return reply(tag, status, PHRASES.getOrDefault(status, "Status " + status), "");
  }

  Answer reply(String tag, int status, String phrase, String body, String... extra) {
    List<SipHeader> headers = new ArrayList<>();
    for (SipHeader header : message().headers()) {
      if (header.is("Via") || header.is("From") || header.is("Call-ID") || header.is("CSeq")) {
        headers.add(header);
      } else if (header.is("Record-Route") && status > 100 && status < 300) {
        headers.add(header);
      } else if (header.is("To")) {
        boolean tagged = status == 100 || !message().toTag().isEmpty();
        headers.add(tagged ? header : new SipHeader("To", header.value() + ";tag=" + tag));
      }
    }
    for (String line : extra) {
      headers.add(SipHeader.parse(line));
    }
    if (message().isRequest("INVITE") && headers.stream().noneMatch(h -> h.is("Contact"))) {
      headers.add(new SipHeader("Contact", phone.contact()));
    }
    headers.add(new SipHeader("Content-Length", Integer.toString(body.length())));
    String startLine = String.format(Locale.ROOT, "SIP/2.0 %d %s", status, phrase);
    return send(new SipMessage(startLine, headers, body));
  }

  private Answer send(SipMessage reply) {
    Runnable transmission = () -> phone.reply(reply, arrival);
    phone.answerCopies(message().identity(), transmission);
    if (message().isRequest("INVITE") && !reply.isProvisional()) {
      String key = Repeater.reply(reply);
      if (reply.isSuccess()) {
        phone.repeat(key, transmission);
      } else {
        phone.repeatUnlessConnected(key, arrival.from(), transmission);
      }
    }
    return new Answer(reply, phone.reply(reply, arrival), transmission);
  }

  /**
   * A reply that was sent.
   *
   * @param sentAt {@link System#nanoTime} of the first transmission
   */
  public record Answer(SipMessage message, long sentAt, Runnable transmission) {
    /** Retransmits that many times at once. */
    public Answer again(int times) {
      for (int i = 0; i < times; i++) {
        transmission.run();
      }
      return this;
    }
  }
}
