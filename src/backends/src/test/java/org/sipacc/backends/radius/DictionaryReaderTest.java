package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;

class DictionaryReaderTest {
  private static final Path SERVERS = Path.of("../../container-config/radius/dictionary.sipacc");

  @TempDir private Path directory;

  @Test
  void theShippedDictionaryHasTheAttributesOfTheAccModule() throws Exception {
    RadiusDictionary dictionary = DictionaryReader.read(Optional.empty());

    assertThat(dictionary.attribute("Sip-Method").number()).isEqualTo(204);
    assertThat(dictionary.attribute("sip-response-code").number()).isEqualTo(205);
    assertThat(dictionary.attribute("Event-Timestamp").type()).isEqualTo(DataType.DATE);
    assertThat(dictionary.value("Acct-Status-Type", "Failed")).hasValue(15);
    assertThat(dictionary.value("Service-Type", "Sip-Session")).hasValue(15);
    assertThat(dictionary.value("Service-Type", "nothing")).isEmpty();
  }

  @Test
  void theDictionaryForTheServerHasTheSameNumbersAndTypes() throws Exception {
    List<String> own;
    try (InputStream in = getClass().getResourceAsStream("dictionary.sipacc")) {
      own = attributes(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    List<String> servers = attributes(Files.readString(SERVERS));

    assertThat(servers).hasSize(14);
    assertThat(own).containsAll(servers);
  }

  @Test
  void theOperatorsDefinitionTakesThePlaceOfAShippedOne() throws Exception {
    RadiusDictionary dictionary =
        read(
            "ATTRIBUTE Sip-Method 104 integer # comment",
            "VALUE Service-Type Sip-Session 0x10",
            "ATTRIBUTE\tCompany-Name\t220\tstring[32] has_tag");

    assertThat(dictionary.attribute("Sip-Method").number()).isEqualTo(104);
    assertThat(dictionary.value("Service-Type", "Sip-Session")).hasValue(16);
    assertThat(dictionary.attribute("Company-Name").type()).isEqualTo(DataType.STRING);
    assertThat(dictionary.attribute("Sip-To-Tag").number()).isEqualTo(207);
  }

  @Test
  void aVendorsAttributesStandInItsSectionOrNameIt() throws Exception {
    RadiusDictionary dictionary =
        read(
            "VENDOR Cisco 9",
            "ATTRIBUTE Cisco-AVPair 1 string Cisco",
            "BEGIN-VENDOR Cisco",
            "ATTRIBUTE Cisco-Call-Id 141 string",
            "END-VENDOR Cisco",
            "ATTRIBUTE Plain 200 string");

    assertThat(dictionary.attribute("Cisco-AVPair").vendor()).isEqualTo(9);
    assertThat(dictionary.attribute("Cisco-Call-Id").vendor()).isEqualTo(9);
    assertThat(dictionary.attribute("Plain").vendor()).isZero();
    assertThat(dictionary.attribute("Cisco-AVPair").with("a=b", 253).getData().getValue())
        .containsExactly(0, 0, 0, 9, 1, 5, 'a', '=', 'b');
  }

  @Test
  void includedFilesAreReadBesideTheIncludingOne() throws Exception {
    Files.createDirectory(directory.resolve("more"));
    Files.writeString(directory.resolve("more/a"), "ATTRIBUTE A 201 string\n$INCLUDE b\n");
    Files.writeString(directory.resolve("more/b"), "ATTRIBUTE B 202 string\n");

    RadiusDictionary dictionary = read("$INCLUDE more/a", "$INCLUDE- not-there", "$include more/b");

    assertThat(dictionary.attribute("A").number()).isEqualTo(201);
    assertThat(dictionary.attribute("B").number()).isEqualTo(202);
  }

  @Test
  void whatCannotBeSentIsAnErrorOnlyIfAFieldAsksForIt() throws Exception {
    RadiusDictionary dictionary =
        read(
            "VENDOR Usr 429 format=4,0",
            "ATTRIBUTE Usr-A 1 string Usr",
            "ATTRIBUTE Ether 210 ether",
            "ATTRIBUTE Inner 241.1 string",
            "ATTRIBUTE Big 1040 string",
            "BEGIN-TLV Outer",
            "ATTRIBUTE C 1 string",
            "END-TLV Outer");

    for (String name : List.of("Usr-A", "Ether", "Inner", "Big")) {
      assertThatThrownBy(() -> dictionary.attribute(name))
          .isInstanceOf(UnencodableException.class)
          .hasMessageContaining("attribute " + name + " of " + directory.resolve("dictionary"))
          .hasMessageContaining("cannot be sent");
    }
  }

  @Test
  void whatCannotBeSentDoesNotHideWhatCan() throws Exception {
    assertThat(read("ATTRIBUTE Sip-Method 0 integer").attribute("Sip-Method").number())
        .isEqualTo(204);
  }

  @Test
  void anUnknownAttributeIsNamedWithTheDictionaryAndWhatWasMeant() throws Exception {
    RadiusDictionary dictionary = read("ATTRIBUTE Company 220 string");

    assertThatThrownBy(() -> dictionary.attribute("Sip-Uri-Usr"))
        .hasMessage(
            "no attribute Sip-Uri-Usr in "
                + directory.resolve("dictionary")
                + " or the built-in dictionary; did you mean Sip-Uri-User?");
    assertThatThrownBy(() -> dictionary.attribute("Zzzzzzzzzz"))
        .hasMessageEndingWith("define it in the client's dictionary");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ATTRIBUTE A 1 | :3: a word is missing; write ATTRIBUTE name number type",
        "ATTRIBUTE A one string | :3: \"one\" is no number from 0 to 4294967295",
        "ATTRIBUTE A -1 string | :3: \"-1\" is no number",
        "VALUE A B | :3: a word is missing; write VALUE attribute name number",
        "VALUE A B 4294967296 | :3: \"4294967296\" is no number",
        "VENDOR X | :3: a word is missing; write VENDOR name number",
        "ATRIBUTE A 1 string | :3: there is no keyword ATRIBUTE; write ATTRIBUTE",
        "$INCLUDE | :3: a word is missing; write $INCLUDE file",
        "$INCLUDE gone | gone cannot be read",
        "$INCLUDE dictionary | :3: dictionary"
      })
  void aFaultIsToldWithFileAndLine(String line, String message) {
    assertThatThrownBy(() -> read("# a dictionary", "", line))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(directory.resolve("dictionary") + ":3: ")
        .hasMessageContaining(message);
  }

  @Test
  void anUndefinedVendorIsToldWithItsLine() {
    assertThatThrownBy(() -> read("BEGIN-VENDOR Nobody", "ATTRIBUTE A 1 string"))
        .hasMessageContaining("dictionary:2: vendor Nobody is not defined");
  }

  private RadiusDictionary read(String... lines) throws IOException {
    Path file = directory.resolve("dictionary");
    Files.write(file, List.of(lines));
    return DictionaryReader.read(Optional.of(file));
  }

  /** Number and type of each attribute. */
  private static List<String> attributes(String text) {
    return text.lines()
        .map(line -> line.split("\\s+"))
        .filter(words -> words[0].equals("ATTRIBUTE"))
        .map(words -> words[2] + " " + words[3])
        .toList();
  }
}
