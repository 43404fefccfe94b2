package org.sipacc.service.events;

import java.util.Locale;
import java.util.Optional;
import org.sipacc.backends.event.EventSink;
import org.sipacc.delivery.DelivererStatus;

/** A subscription with the sink that serves it. */
record Subscriber(Subscription subscription, EventSink sink) {
  Subscriber {
    subscription.expires().ifPresent(sink::endAt);
  }

  /**
   * How it stands.
   *
   * @param delivery how delivery to it stands; empty if it has not begun
   */
  SubscriptionStatus status(Optional<DelivererStatus> delivery) {
    return new SubscriptionStatus(
        subscription.id(),
        subscription.event().name(),
        sink.socket(),
        subscription.configured(),
        subscription.expires(),
        delivery.map(now -> now.state().name().toLowerCase(Locale.ROOT)).orElse("running"),
        delivery.map(DelivererStatus::delivered).orElse(0L),
        delivery.map(DelivererStatus::lag).orElse(0L),
        sink.errors(),
        sink.lastError());
  }
}
