package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message that reached a phone.
 *
 * @param nanos {@link System#nanoTime} when it came first
 * @param copies how often it came
 */
record Arrival(SipMessage message, InetSocketAddress from, long nanos, AtomicInteger copies) {
  Arrival(SipMessage message, InetSocketAddress from, long nanos) {
    this(message, from, nanos, new AtomicInteger(1));
  }
}
