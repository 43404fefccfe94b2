package org.sipacc.journal;

import java.nio.file.Path;
import java.util.List;
import org.sipacc.accounting.TimeOrderedId;

/** Appends until it is killed and prints the id of each entry after it was appended. */
final class AppendingProcess {
  private AppendingProcess() {}

  public static void main(String[] args) {
    JournalSettings settings =
        JournalSettings.of(Path.of(args[0]), 1).withSizes(64 * 1024, 1L << 30);
    Journal journal = Journal.open(settings);
    for (int call = 0; call < 1_000_000; call++) {
      List<TimeOrderedId> ids =
          journal.append(
              List.of(Samples.cdr("call-" + call), Samples.baseLine()),
              List.of(Samples.answeredCall()));
      ids.forEach(System.out::println);
      System.out.flush();
    }
  }
}
