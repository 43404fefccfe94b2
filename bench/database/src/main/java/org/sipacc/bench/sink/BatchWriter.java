package org.sipacc.bench.sink;

import java.sql.SQLException;

/** A way to store records. */
interface BatchWriter extends AutoCloseable {
  /** Makes the records of a round. */
  void prepare(int rows);

  /** Stores the round's records from one number up to another, in a transaction of their own. */
  void write(int from, int to) throws Exception;

  @Override
  void close() throws SQLException;
}
