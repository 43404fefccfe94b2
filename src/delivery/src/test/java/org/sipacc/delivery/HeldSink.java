package org.sipacc.delivery;

import java.util.concurrent.CountDownLatch;

/** A sink whose destination takes its time, until it is let go. */
final class HeldSink extends ForwardingSink {
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);

  HeldSink(Sink next) {
    super(next);
  }

  void awaitHeld() throws InterruptedException {
    held.await();
  }

  void letGo() {
    free.countDown();
  }

  @Override
  void beforeDeliver() {
    held.countDown();
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
