package org.sipacc.persistence.testing;

/** A database server that a test started for itself. */
public interface DatabaseServer extends AutoCloseable {
  /** A new, empty database on it. */
  TestDatabase newDatabase();

  /** Starts it again after {@link #stop}, on the same port with the same data. */
  void start();

  /** Stops it; the data stay. */
  void stop();

  /** Stops it and removes its data. */
  @Override
  void close();
}
