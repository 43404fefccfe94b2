package org.sipacc.backends.file;

import java.util.List;
import org.sipacc.journal.JournalEntry.RecordEntry;

/** How records are written to a file. */
interface RecordFormat {
  /** The end of the files' names, without the dot. */
  String extension();

  /** What a file begins with, its line end included; "" for nothing. */
  String header();

  /** A record's rows, each with its line end. */
  List<String> rows(RecordEntry entry);
}
