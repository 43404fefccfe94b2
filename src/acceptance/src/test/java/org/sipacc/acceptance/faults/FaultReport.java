package org.sipacc.acceptance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sipacc.acceptance.server.Repository;

/** The table of all runs of this process, in {@code target/faults/report.md}. */
final class FaultReport {
  private static final Path FILE = Repository.file("target/faults/report.md");
  private static final List<FaultResult> RESULTS = new ArrayList<>();

  private FaultReport() {}

  /** Adds a run and writes the file anew, so that it is there whatever comes next. */
  static synchronized void add(FaultResult result) {
    RESULTS.add(result);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Calls under faults

            Set-up is the caller's time from INVITE to 180, in ms: half of the calls, and 99 of 100, \
            took at most so long. Expected is a record for each call whose BYE was answered 200.

            | fault | counted at | calls | failed | set-up before | during | expected | stored | missing | twice |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
    for (FaultResult result : RESULTS) {
      text.append(
          "| %s | %s | %d | %d | %s | %s | %d | %d | %d | %d |%n"
              .formatted(
                  result.fault(),
                  result.destination(),
                  result.offered(),
                  result.failed(),
                  result.before(),
                  result.during(),
                  result.expected(),
                  result.stored(),
                  result.missing().size(),
                  result.twice().size()));
    }
    return text.toString();
  }
}
