package org.sipacc.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sipacc.service.JournalStatus;

/** How the journal stands, in one line; what is as it should be is left out. */
final class JournalLine {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private JournalLine() {}

  static String of(JournalStatus journal) {
    List<String> parts = new ArrayList<>();
    String state = journal.state().name().toLowerCase(Locale.ROOT);
    parts.add(journal.reason().map(reason -> state + ": " + reason).orElse(state));
    parts.add(size(journal.bytes()) + ", room for " + size(journal.freeBytes()));
    parts.add("entries after " + journal.oldest() + " up to " + journal.end());
    parts.add("sync lag " + journal.syncLag().toMillis() + " ms");
    add(parts, journal.waiting(), "entries wait in memory");
    add(parts, journal.dropped(), "entries were lost");
    add(parts, journal.refused(), "requests were answered 503");
    add(parts, journal.damagedFiles(), "files of damaged bytes to look at and remove");
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String size(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }
}
