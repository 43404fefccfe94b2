package org.sipacc.bench.journal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the journal and the disk in one run and prints a table. */
public final class JournalBenchmark {
  private static final int[] THREADS = {1, 4};
  private static final int WARMUPS = 2;
  private static final int ITERATIONS = 5;
  private static final int SECONDS = 2;

  private JournalBenchmark() {}

  /**
   * @param args the directory whose disk is measured, and the file for JMH's own output
   */
  public static void main(String[] args) throws RunnerException {
    PrintStream out = System.out;
    out.printf("One call (a CDR and a summary) is %d bytes.%n", DiskAppend.bytesPerCall());
    out.printf("%-22s %8s %14s %14s %8s%n", "", "threads", "calls/s", "+- (99.9 %)", "ratio");
    for (int threads : THREADS) {
      Collection<RunResult> disk = run(DiskAppend.class, threads, args);
      double baseline = disk.iterator().next().getPrimaryResult().getScore();
      print(out, "disk, forced at 50 ms", threads, disk.iterator().next(), baseline);
      for (RunResult result : run(JournalAppend.class, threads, args)) {
        String policy = result.getParams().getParam("policy");
        print(out, "journal, sync " + policy, threads, result, baseline);
      }
    }
  }

  private static Collection<RunResult> run(Class<?> benchmark, int threads, String[] args)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .threads(threads)
                .forks(1)
                .jvmArgs("-D" + TemporaryDirectory.PROPERTY + "=" + Path.of(args[0]))
                .warmupIterations(WARMUPS)
                .warmupTime(TimeValue.seconds(SECONDS))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(SECONDS))
                .output(args[1] + "-" + benchmark.getSimpleName() + "-" + threads)
                .verbosity(VerboseMode.NORMAL)
                .build())
        .run();
  }

  private static void print(
      PrintStream out, String name, int threads, RunResult result, double baseline) {
    double score = result.getPrimaryResult().getScore();
    out.printf(
        "%-22s %8d %,14.0f %,14.0f %8.4f%n",
        name, threads, score, result.getPrimaryResult().getScoreError(), score / baseline);
    out.flush();
  }
}
