package org.sipacc.persistence.testing;

/** A database server that a test started for itself. */
public interface DatabaseServer extends AutoCloseable {
  /** A new, empty database on it. */
  TestDatabase newDatabase();

  /** Starts it again after {@link #stop}, on the same port with the same data. */
  void start();

  /** Stops it; the data stay. */
  void stop();

  /** Kills it, as the kernel does when memory is short: it has no moment to write anything. */
  void kill();

  /** Halts it: connections stay open, and nothing is answered. */
  void freeze();

  /** Lets it go on after {@link #freeze}. */
  void thaw();

  /** Stops it and removes its data. */
  @Override
  void close();
}
