package org.sipacc.bench.sink;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

/**
 * How many rows a second the database sink stores, beside batches that are written by hand for one
 * table: the same rows, the same sizes of batch, each batch with its cursor in one transaction.
 * They take turns batch by batch and are compared by their median batch, so that what else the
 * machine does meets both, on servers that were started for it and do not wait for the disk.
 */
public final class SinkBenchmark {
  /** The most that a deliverer hands to a sink at once. */
  static final int BATCH = 500;

  /** Rounds until both run compiled, as on a server that has been up for some minutes. */
  private static final int WARM_UP = 3;

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final int rounds;
  private final int rows;

  private SinkBenchmark(int rounds, int rows) {
    this.rounds = Math.max(1, rounds);
    this.rows = Math.max(2 * BATCH, rows / (2 * BATCH) * 2 * BATCH);
  }

  /**
   * @param arguments rounds, and rows in a round
   */
  public static void main(String[] arguments) throws Exception {
    SinkBenchmark benchmark =
        new SinkBenchmark(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    benchmark.run("MariaDB", DatabaseServers::mariadb);
    benchmark.run("PostgreSQL", DatabaseServers::postgresql);
  }

  private void run(String name, Supplier<DatabaseServer> starts) throws Exception {
    try (DatabaseServer server = starts.get()) {
      TestDatabase database = server.newDatabase();
      out.println(name + ": " + rows + " rows a round, " + BATCH + " a batch");
      out.printf("%-6s %14s %14s %8s%n", "round", "JDBC rows/s", "sink rows/s", "ratio");
      try (SinkWriter sink = SinkWriter.open(database);
          PlainWriter plain = PlainWriter.open(database)) {
        for (int round = 0; round < WARM_UP; round++) {
          round(plain, sink);
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
          Nanos nanos = round(plain, sink);
          double ratio = (double) nanos.plain / nanos.sink;
          ratios.add(ratio);
          out.printf(
              Locale.ROOT,
              "%-6d %14.0f %14.0f %8.3f%n",
              round,
              BATCH * 1e9 / nanos.plain,
              BATCH * 1e9 / nanos.sink,
              ratio);
        }
        ratios.sort(null);
        out.printf(
            Locale.ROOT,
            "ratio: minimum %.3f, median %.3f, maximum %.3f%n",
            ratios.get(0),
            ratios.get(ratios.size() / 2),
            ratios.get(ratios.size() - 1));
      }
      long expected = 2L * rows * (rounds + WARM_UP);
      long stored = database.count("acc");
      out.println("rows " + stored + " of " + expected);
      if (stored != expected) {
        throw new IllegalStateException("rows are missing, or are there twice");
      }
    }
  }

  /** What half of a round's batches took at most. */
  private record Nanos(long plain, long sink) {}

  /** The records are made before the clocks are started. */
  private Nanos round(BatchWriter plain, BatchWriter sink) throws Exception {
    plain.prepare(rows);
    sink.prepare(rows);
    List<Long> byPlain = new ArrayList<>();
    List<Long> bySink = new ArrayList<>();
    for (int from = 0; from < rows; from += 2 * BATCH) {
      byPlain.add(nanos(plain, from));
      bySink.add(nanos(sink, from));
      // The other way round: who comes second finds the caches as the first left them.
      bySink.add(nanos(sink, from + BATCH));
      byPlain.add(nanos(plain, from + BATCH));
    }
    return new Nanos(median(byPlain), median(bySink));
  }

  private static long median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2);
  }

  private static long nanos(BatchWriter writer, int from) throws Exception {
    long begin = System.nanoTime();
    writer.write(from, from + BATCH);
    return System.nanoTime() - begin;
  }
}
