package org.sipacc.persistence.testing;

import java.util.UUID;

/** Databases in this process's memory, which last as long as the process. */
final class H2InMemory implements DatabaseServer {
  @Override
  public TestDatabase newDatabase() {
    return TestDatabase.of("h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  @Override
  public void start() {
    // Nothing to start.
  }

  @Override
  public void stop() {
    throw new UnsupportedOperationException("a database in memory does not outlive a stop");
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("it lives in this process");
  }

  @Override
  public void freeze() {
    throw new UnsupportedOperationException("it lives in this process");
  }

  @Override
  public void thaw() {
    throw new UnsupportedOperationException("it lives in this process");
  }

  @Override
  public void close() {
    // The process's end is its end.
  }
}
