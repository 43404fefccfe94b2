package org.sipacc.persistence.schema;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway's log in ours. Its remarks on each start are of no use to an operator, and its errors come
 * back as exceptions.
 */
final class FlywayLog implements Log {
  private static final Logger LOG = System.getLogger("org.sipacc.persistence.schema.flyway");

  /** Made by Flyway, by name. */
  public static final class Creator implements LogCreator {
    @Override
    public Log createLogger(Class<?> clazz) {
      return new FlywayLog();
    }
  }

  @Override
  public boolean isDebugEnabled() {
    return LOG.isLoggable(Level.TRACE);
  }

  @Override
  public void debug(String message) {
    LOG.log(Level.TRACE, message);
  }

  @Override
  public void info(String message) {
    LOG.log(Level.DEBUG, message);
  }

  @Override
  public void warn(String message) {
    LOG.log(Level.DEBUG, message);
  }

  @Override
  public void error(String message) {
    LOG.log(Level.DEBUG, message);
  }

  @Override
  public void error(String message, Exception e) {
    LOG.log(Level.DEBUG, message, e);
  }

  @Override
  public void notice(String message) {
    LOG.log(Level.DEBUG, message);
  }
}
