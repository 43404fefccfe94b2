package org.sipacc.backends.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Closes what is of no use any more. */
final class Closing {
  private static final Logger LOG = System.getLogger(Closing.class.getName());

  private Closing() {}

  static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "a connection did not close cleanly", e);
    }
  }
}
