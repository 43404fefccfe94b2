package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CheckedLinesTest {
  private static final List<String> HOSTILE = List.of("tab\tnewline\r\nend", "\\t\\", "", "\u20ac");

  @RegisterExtension final LogCapture log = new LogCapture();
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("new/lines.log");
  }

  private List<List<String>> written(List<List<String>> lines) throws Exception {
    List<List<String>> read = new ArrayList<>();
    try (CheckedLines open = CheckedLines.open(file, (offset, words) -> read.add(words))) {
      open.append(lines);
    }
    return read;
  }

  @Test
  void wordsOfAnyCharactersComeBack() throws Exception {
    written(List.of(List.of("one"), HOSTILE));
    assertThat(written(List.of())).containsExactly(List.of("one"), HOSTILE);
  }

  @Test
  void aLineIsReadByItsPlace() throws Exception {
    try (CheckedLines open = CheckedLines.open(file, (offset, words) -> {})) {
      open.append(List.of(List.of("one", "1")));
      List<Long> places = open.append(List.of(List.of("two"), HOSTILE));
      assertThat(open.read(places.get(0))).containsExactly("two");
      assertThat(open.read(places.get(1))).isEqualTo(HOSTILE);
      assertThat(open.read(0)).containsExactly("one", "1");
    }
  }

  @Test
  void aTornLastLineIsCutOffAndTheNextOneIsWhole() throws Exception {
    written(List.of(List.of("one")));
    Files.writeString(file, "00000000tor", StandardOpenOption.APPEND);
    assertThat(written(List.of(List.of("two")))).containsExactly(List.of("one"));
    assertThat(written(List.of())).containsExactly(List.of("one"), List.of("two"));
    assertThat(log.lines()).singleElement().asString().contains("torn");
  }

  @Test
  void aDamagedLineIsToldAndPassedOver() throws Exception {
    written(List.of(List.of("one"), List.of("two"), List.of("three")));
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(file, text.replace("two", "tWo"));
    assertThat(written(List.of())).containsExactly(List.of("one"), List.of("three"));
    assertThat(log.lines()).singleElement().asString().contains("checksum");
  }
}
