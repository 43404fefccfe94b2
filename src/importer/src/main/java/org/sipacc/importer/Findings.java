package org.sipacc.importer;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is found, each thing once. */
final class Findings {
  private final Set<Finding> all = new LinkedHashSet<>();

  void add(Severity severity, int line, String text) {
    all.add(new Finding(severity, line, text));
  }

  /** The same text is told of its first line only. */
  void addOnce(Severity severity, int line, String text) {
    if (all.stream().noneMatch(finding -> finding.text().equals(text))) {
      add(severity, line, text);
    }
  }

  /** The worst first, and in the order of the script. */
  List<Finding> sorted() {
    return all.stream()
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::line))
        .toList();
  }
}
