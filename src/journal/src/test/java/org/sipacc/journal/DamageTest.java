package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;

  @Test
  void aTailTornAtAnyByteIsCutAndANewEpochBegun() throws Exception {
    List<Long> ends = fill(3);
    Path segment = JournalFiles.segments(directory).get(0);
    byte[] whole = Files.readAllBytes(segment);
    for (long cut = ends.get(1) + 1; cut < ends.get(2); cut++) {
      restore(segment, Arrays.copyOf(whole, (int) cut));
      try (Journal journal = open()) {
        assertThat(sequences(journal)).containsExactly(1L, 2L);
        assertThat(JournalPosition.after(journal.append(Samples.cdr())))
            .isEqualTo(new JournalPosition(1, 1));
        assertThat(sequences(journal)).containsExactly(1L, 2L, 1L);
      }
      assertThat(Files.size(segment)).isEqualTo(ends.get(1));
      assertThat(JournalFiles.damaged(directory)).isEmpty();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING")
          .contains(segment.toString(), (cut - ends.get(1)) + " bytes", "were cut");
      log.clear();
    }
  }

  @Test
  void aTailCutBetweenEntriesIsNoDamage() throws Exception {
    List<Long> ends = fill(3);
    Path segment = JournalFiles.segments(directory).get(0);
    restore(segment, Arrays.copyOf(Files.readAllBytes(segment), ends.get(1).intValue()));
    try (Journal journal = open()) {
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(0, 2));
    }
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void zerosAfterTheLastEntryAsAPowerFailureLeavesThemAreCut() throws Exception {
    List<Long> ends = fill(2);
    Path segment = JournalFiles.segments(directory).get(0);
    restore(segment, Arrays.copyOf(Files.readAllBytes(segment), 10_000));
    try (Journal journal = open()) {
      assertThat(sequences(journal)).containsExactly(1L, 2L);
    }
    assertThat(Files.size(segment)).isEqualTo(ends.get(1));
  }

  @Test
  void aDamagedEntryInTheMiddleIsPutAsideAndTheOthersAreRead() throws Exception {
    List<Long> ends = fill(5);
    Path segment = JournalFiles.segments(directory).get(0);
    byte[] before = Files.readAllBytes(segment);
    for (long at = ends.get(1); at < ends.get(2); at += 5) {
      byte[] damaged = before.clone();
      damaged[(int) at] ^= 0x55;
      restore(segment, damaged);
      try (Journal journal = open()) {
        assertThat(journal.openedAt()).isEqualTo(new JournalPosition(0, 5));
        journal.append(Samples.cdr());
        assertThat(sequences(journal)).containsExactly(1L, 2L, 4L, 5L, 6L);
        assertThat(JournalFiles.readAll(journal, new JournalPosition(0, 4))).hasSize(2);
      }
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("SEVERE"))
          .anyMatch(
              line ->
                  line.contains(segment + " is damaged")
                      && line.contains("(entries after 0:2 up to 0:3)"))
          .anyMatch(line -> line.contains("entries after 0:2 up to 0:3 are missing"));
      log.clear();
      assertThat(JournalFiles.damaged(directory))
          .singleElement()
          .asString()
          .endsWith("-" + ends.get(1) + "-entries-3-3.damaged");
      assertThat(Files.readAllBytes(JournalFiles.damaged(directory).get(0)))
          .isEqualTo(Arrays.copyOfRange(damaged, ends.get(1).intValue(), ends.get(2).intValue()));
    }
  }

  @Test
  void aDamagedLastEntryIsPutAsideAndNotTakenForATornOne() throws Exception {
    List<Long> ends = fill(3);
    Path segment = JournalFiles.segments(directory).get(0);
    byte[] before = Files.readAllBytes(segment);
    for (long at = ends.get(1) + EntryCodec.CHECKSUM_OFFSET; at < ends.get(2); at += 7) {
      byte[] damaged = before.clone();
      damaged[(int) at] ^= 1;
      restore(segment, damaged);
      try (Journal journal = open()) {
        assertThat(journal.openedAt()).isEqualTo(new JournalPosition(1, 0));
        assertThat(sequences(journal)).containsExactly(1L, 2L);
        assertThat(journal.damagedFiles()).isEqualTo(JournalFiles.damaged(directory));
      }
      assertThat(JournalFiles.damaged(directory)).hasSize(1);
      assertThat(JournalFiles.damaged(directory).get(0)).asString().contains("-entries-3-on");
      assertThat(Files.readAllBytes(JournalFiles.damaged(directory).get(0)))
          .isEqualTo(Arrays.copyOfRange(damaged, ends.get(1).intValue(), damaged.length));
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith("SEVERE")
                      && line.contains(segment + " is damaged")
                      && line.contains("entries after 0:2"));
      log.clear();
    }
  }

  @Test
  void damageInAnOldSegmentCostsOnlyTheEntriesItHit() throws Exception {
    List<Long> ends = fill(6);
    fill(2);
    Path old = JournalFiles.segments(directory).get(0);
    byte[] bytes = Files.readAllBytes(old);
    bytes[ends.get(0).intValue() + 30] ^= 1;
    bytes[ends.get(2).intValue()] ^= 0x40;
    bytes[ends.get(5).intValue() - 1] ^= 1;
    Files.write(old, bytes);
    try (Journal journal = open()) {
      assertThat(sequences(journal)).containsExactly(1L, 3L, 5L, 7L, 8L);
      assertThat(sequences(journal)).containsExactly(1L, 3L, 5L, 7L, 8L);
      assertThat(journal.damagedFiles())
          .extracting(file -> file.getFileName().toString().replaceAll("^.*-entries-", ""))
          .containsExactlyInAnyOrder("2-2.damaged", "4-4.damaged", "6-6.damaged");
    }
    assertThat(log.lines().stream().filter(line -> line.contains("is damaged"))).hasSize(3);
  }

  @Test
  void aDamagedHeaderIsMadeAnewAndTheEntriesBehindItAreRead() throws Exception {
    for (int life = 0; life < 3; life++) {
      fill(2);
      Path segment = last(JournalFiles.segments(directory));
      for (int at = 0; at < SegmentHeader.BYTES; at += 9) {
        byte[] intact = Files.readAllBytes(segment);
        byte[] damaged = intact.clone();
        damaged[at] ^= 1;
        Files.write(segment, damaged);
        try (Journal journal = open()) {
          assertThat(JournalFiles.readAll(journal))
              .extracting(entry -> entry.id().node() + " " + entry.position().sequence())
              .hasSize(2 * (life + 1))
              .startsWith("1 1", "1 2");
        }
        assertThat(JournalFiles.damaged(directory))
            .singleElement()
            .isEqualTo(segment.resolveSibling(segment.getFileName() + "-header.damaged"));
        Files.delete(JournalFiles.damaged(directory).get(0));
        assertThat(log.lines())
            .singleElement()
            .asString()
            .startsWith("SEVERE")
            .contains(segment.toString(), "had a damaged header");
        log.clear();
      }
    }
  }

  @Test
  void aSegmentWithNothingWholeIsPutAsideAndItsNumbersAreNotGivenAgain() throws Exception {
    fill(2);
    fill(2);
    Path last = JournalFiles.segments(directory).get(1);
    Files.write(last, new byte[(int) Files.size(last)]);
    try (Journal journal = open()) {
      assertThat(journal.openedAt()).isEqualTo(new JournalPosition(1, 0));
      journal.append(Samples.cdr());
      assertThat(sequences(journal)).containsExactly(1L, 2L, 1L);
    }
    assertThat(JournalFiles.damaged(directory)).hasSize(1);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("SEVERE")
        .contains(last.toString(), "damaged header");
  }

  @Test
  void aRemovedSegmentIsAGapAndNoObstacle() throws Exception {
    fill(2);
    fill(2);
    fill(2);
    Files.delete(JournalFiles.segments(directory).get(1));
    try (Journal journal = open()) {
      assertThat(sequences(journal)).containsExactly(1L, 2L, 5L, 6L);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("SEVERE")
          .contains("entries after 0:2 up to 0:4 are missing");
      assertThat(JournalFiles.readAll(journal, new JournalPosition(0, 3))).hasSize(2);
    }
  }

  @Test
  void anEntryOfANewerVersionStopsTheReaderBeforeItEveryTime() throws Exception {
    List<Long> ends = fill(3);
    Path segment = JournalFiles.segments(directory).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    int at = ends.get(0).intValue();
    int newer = RecordCodec.VERSION + 1;
    bytes[at + 9] = (byte) newer;
    reseal(bytes, at, (int) (ends.get(1) - at));
    restore(segment, bytes);
    try (Journal journal = open();
        JournalReader reader = journal.reader(JournalPosition.START)) {
      assertThat(JournalFiles.sequences(reader.read(10))).containsExactly(1L);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> reader.read(10))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("journal entry 0:2 is a record of field set " + newer)
            .hasMessageContaining("run the version that wrote it");
      }
    }
  }

  @Test
  void notesThatALaterVersionMayWriteArePassedOver() throws Exception {
    List<Long> ends = fill(3);
    Path segment = JournalFiles.segments(directory).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    int start = ends.get(0).intValue();
    int end = ends.get(1).intValue();
    byte[] note = Arrays.copyOfRange(bytes, start, end);
    note[8] = (byte) 0x80;
    ByteBuffer.wrap(note).putLong(18, 1);
    reseal(note, 0, note.length);
    ByteBuffer with = ByteBuffer.allocate(bytes.length + note.length);
    with.put(bytes, 0, start).put(note).put(bytes, start, bytes.length - start);
    restore(segment, with.array());
    try (Journal journal = open()) {
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L);
    }
    assertThat(JournalFiles.damaged(directory)).isEmpty();
  }

  /** Appends in a life of its own; where each entry ends in its segment. */
  private List<Long> fill(int entries) throws IOException {
    List<Long> ends = new ArrayList<>();
    try (Journal journal = open()) {
      Path segment = last(JournalFiles.segments(directory));
      for (int i = 0; i < entries; i++) {
        journal.append(Samples.cdr("call-" + i));
        ends.add(Files.size(segment));
      }
    }
    return ends;
  }

  private Journal open() {
    return Journal.open(JournalSettings.of(directory, 1));
  }

  /** Leaves the directory with this one segment only, and nothing put aside. */
  private void restore(Path segment, byte[] bytes) throws IOException {
    for (Path file : JournalFiles.segments(directory)) {
      Files.delete(file);
    }
    for (Path file : JournalFiles.damaged(directory)) {
      Files.delete(file);
    }
    try (FileChannel out =
        FileChannel.open(segment, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(bytes));
    }
  }

  private static void reseal(byte[] bytes, int at, int size) {
    int length = size - EntryCodec.BODY_OFFSET;
    ByteBuffer.wrap(bytes)
        .putInt(
            at + EntryCodec.CHECKSUM_OFFSET, EntryCodec.checksum(new CRC32C(), bytes, at, length));
  }

  private static List<Long> sequences(Journal journal) {
    return JournalFiles.sequences(JournalFiles.readAll(journal));
  }

  private static Path last(List<Path> paths) {
    return paths.get(paths.size() - 1);
  }
}
