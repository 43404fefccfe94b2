package org.sipacc.console.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.annotation.WebListener;

/** The clock of all streams of live calls; their number is bounded. */
@WebListener
public class LiveStreams implements ServletContextListener {
  private static final Logger LOG = System.getLogger(LiveStreams.class.getName());
  private static final String ATTRIBUTE = LiveStreams.class.getName();
  private static final int MOST = 32;

  private final AtomicInteger open = new AtomicInteger();
  private ScheduledExecutorService clock;

  static LiveStreams of(ServletContext context) {
    return (LiveStreams) context.getAttribute(ATTRIBUTE);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "sipacc-live-streams");
              thread.setDaemon(true);
              return thread;
            });
    event.getServletContext().setAttribute(ATTRIBUTE, this);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    clock.shutdownNow();
  }

  /**
   * Has a stream go on every second until it is over.
   *
   * @return false if there are as many streams as there may be
   */
  boolean start(LiveStream stream) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return false;
    }
    next(stream, 0);
    return true;
  }

  private void next(LiveStream stream, long seconds) {
    var unused = clock.schedule(() -> tick(stream), seconds, TimeUnit.SECONDS);
  }

  private void tick(LiveStream stream) {
    if (goesOn(stream)) {
      next(stream, 1);
    } else {
      open.decrementAndGet();
      stream.close();
    }
  }

  private static boolean goesOn(LiveStream stream) {
    try {
      return stream.tick();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a stream of live calls broke off", e);
      return false;
    }
  }
}
