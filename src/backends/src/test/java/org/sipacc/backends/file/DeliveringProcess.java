package org.sipacc.backends.file;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.sipacc.accounting.Backend;
import org.sipacc.backends.file.FileSink.Rotation;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** Delivers to a file sink until it is killed, and prints each cursor that the sink took. */
final class DeliveringProcess {
  static final UUID JOURNAL = UUID.fromString("0b9f6f9a-4a51-4a07-8a5e-0c0ffee00001");

  private DeliveringProcess() {}

  @SuppressWarnings("SystemOut") // the test reads it
  public static void main(String[] arguments) throws Exception {
    FileSink sink = sink(Path.of(arguments[0]));
    while (true) {
      System.out.println(deliver(sink));
    }
  }

  /** Small files, so that some deaths fall into the end of one. */
  static FileSink sink(Path home) {
    return new FileSink(
        Backend.DB,
        home.resolve("records"),
        new CsvFormat(RecordColumns.names()),
        new Rotation(Duration.ofDays(1), 5_000),
        home.resolve("cursors"),
        InstantSource.system(),
        Thread::new);
  }

  /** One batch; returns the cursor behind it. */
  static long deliver(FileSink sink) throws Exception {
    JournalPosition from = sink.position(JOURNAL, JournalPosition.START);
    long last = from.sequence() + 1 + from.sequence() % 17;
    List<JournalEntry> entries =
        LongStream.rangeClosed(from.sequence() + 1, last)
            .mapToObj(number -> SampleEntries.entry(Backend.DB, number))
            .toList();
    sink.deliver(JOURNAL, from, new JournalPosition(0, last), entries);
    return last;
  }
}
