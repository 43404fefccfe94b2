package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPMessage;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The dialogs of the second and further answers to an INVITE, of which neither engine nor
 * application know.
 *
 * <p>A dialog is forgotten 24 hours after its last request, or when 10,000 others are younger: most
 * last seconds only, for a caller that gets two answers hangs up one of them.
 */
final class ForkedDialogs {

  private static final Duration IDLE = Duration.ofHours(24);
  private static final int MOST = 10_000;

  private final LongSupplier nanoTime;
  private final Map<Dialog, Long> lastUsed = new LinkedHashMap<>(16, 0.75f, true);

  ForkedDialogs(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Adds the dialog of that message. */
  synchronized void add(SIPMessage message) {
    long now = nanoTime.getAsLong();
    Iterator<Long> times = lastUsed.values().iterator();
    while (times.hasNext() && (now - times.next() > IDLE.toNanos() || lastUsed.size() >= MOST)) {
      times.remove();
    }
    lastUsed.put(Dialog.of(message), now);
  }

  /** Whether the message belongs to one of them, in whichever direction it goes. */
  synchronized boolean hold(SIPMessage message) {
    long now = nanoTime.getAsLong();
    Long last = lastUsed.computeIfPresent(Dialog.of(message), (dialog, time) -> touch(time, now));
    return last != null;
  }

  private static Long touch(long time, long now) {
    return now - time > IDLE.toNanos() ? null : Long.valueOf(now);
  }

  private record Dialog(String callId, List<String> tags) {
    static Dialog of(SIPMessage message) {
      return new Dialog(
          message.getCallId().getCallId(),
          Stream.of(message.getFromTag(), message.getToTag())
              .map(String::valueOf)
              .sorted()
              .toList());
    }
  }
}
