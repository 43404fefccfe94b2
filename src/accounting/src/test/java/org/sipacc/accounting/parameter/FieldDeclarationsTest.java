package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.parameter.FieldDeclarations.Declaration;

class FieldDeclarationsTest {
  @Test
  void aTagWithoutArrowIsItsOwnName() {
    FieldDeclarations fields = FieldDeclarations.parse("db: src->src_user; dst_user");

    assertThat(fields.of(Backend.DB))
        .containsExactly(
            new Declaration("src", "src_user"), new Declaration("dst_user", "dst_user"));
    assertThat(fields.declares("src")).isTrue();
    assertThat(fields.declares("src_user")).isFalse();
  }

  @Test
  void linesAddUpInTheirOrder() {
    FieldDeclarations fields = FieldDeclarations.parse("db: a", "log: a->My_a", "db: b");

    assertThat(fields.of(Backend.DB)).extracting(Declaration::name).containsExactly("a", "b");
    assertThat(fields.of(Backend.LOG)).containsExactly(new Declaration("a", "My_a"));
    assertThat(fields.tags()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void blanksTabsNewlinesAndALastSemicolonChangeNothing() {
    assertThat(FieldDeclarations.parse("\n\t db :\n\ta -> col_a ;\n\t b;\n"))
        .isEqualTo(FieldDeclarations.parse("db:a->col_a;b"));
  }

  @Test
  void fieldsEndAtAnEmptyItemWithAWarning() {
    List<String> warnings = new ArrayList<>();
    FieldDeclarations fields = parse("db: a;;b", warnings);

    assertThat(fields).isEqualTo(FieldDeclarations.parse("db: a"));
    assertThat(warnings)
        .containsExactly(
            "x.yaml:1:1: acc.extra_fields: db fields end at the first empty item; ignored: b."
                + " Remove one of the two semicolons before them");
  }

  @Test
  void theFirstDeclarationOfATagStaysWithAWarning() {
    List<String> warnings = new ArrayList<>();
    FieldDeclarations fields = parse("db: a->x; a->y", warnings);

    assertThat(fields.of(Backend.DB)).containsExactly(new Declaration("a", "x"));
    assertThat(warnings)
        .containsExactly(
            "x.yaml:1:1: acc.extra_fields: db tag a was declared before; the first declaration (x)"
                + " stays, this one (y) is ignored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a->2345;b->2346 | extra_fields has no backend before the fields; write \"evi:"
            + " a->2345;b->2346\", or log:, db: or aaa: in its place",
        "xyz: a | extra_fields knows no backend \"xyz\"; write log, db, aaa or evi before the"
            + " colon",
        "DB: a | extra_fields knows no backend \"DB\"; write \"db: a\"",
        "db: ->x | extra_fields: \"->x\" has no tag; write \"x\" or \"tag->x\"",
        "db: a-> | extra_fields: \"a->\" has no name; write \"a\" or \"a->name\"",
        "db: a->x; b->X | extra_fields: tags a and b both go to db name X; give one of them another"
            + " name: b->other_name",
        "log: a(b) | extra_fields: tag \"a(b)\" cannot stand in $acc_extra(...); leave out ( ) [ ]"
            + " $",
        "db: a->drop table | extra_fields: column must be a database name (letters, digits and"
            + " underscores, at most 63, no digit first), found \"drop table\"",
      })
  void whatIsWrongIsTold(String value, String message) {
    assertThatThrownBy(() -> FieldDeclarations.parse(value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("extra_fields: " + message);
  }

  @Property
  void whatIsWrittenIsReadWhateverTheBlanks(
      @ForAll("fields") List<Declaration> fields, @ForAll("blanks") String blank) {
    List<String> items =
        fields.stream().map(f -> blank + f.tag() + blank + "->" + blank + f.name()).toList();
    String value = blank + "aaa" + blank + ":" + String.join(blank + ";", items) + blank;

    assertThat(FieldDeclarations.parse(value).of(Backend.AAA)).isEqualTo(fields);
  }

  @Property
  void splittingAValueIntoLinesChangesNothing(@ForAll("fields") List<Declaration> fields) {
    List<String> items = fields.stream().map(f -> f.tag() + "->" + f.name()).toList();
    String[] lines = items.stream().map(item -> "log: " + item).toArray(String[]::new);

    assertThat(FieldDeclarations.parse(lines))
        .isEqualTo(FieldDeclarations.parse("log: " + String.join(";", items)));
  }

  @Property
  void aTagDeclaredAgainChangesNothing(
      @ForAll("fields") List<Declaration> fields, @ForAll @IntRange(max = 19) int which) {
    List<String> items =
        new ArrayList<>(fields.stream().map(f -> f.tag() + "->" + f.name()).toList());
    items.add(fields.get(which % fields.size()).tag() + "->another name");
    List<String> warnings = new ArrayList<>();

    assertThat(parse("evi: " + String.join(";", items), warnings).of(Backend.EVI))
        .isEqualTo(fields);
    assertThat(warnings).hasSize(1);
  }

  @Property
  void whatStandsAfterAnEmptyItemIsIgnored(
      @ForAll("fields") List<Declaration> fields,
      @ForAll("blanks") String blank,
      @ForAll @IntRange(max = 20) int position) {
    int kept = Math.min(position, fields.size());
    List<String> items =
        new ArrayList<>(fields.stream().map(f -> f.tag() + "->" + f.name()).toList());
    items.add(kept, blank);

    assertThat(FieldDeclarations.parse("log:" + String.join(";", items)).of(Backend.LOG))
        .isEqualTo(fields.subList(0, kept));
  }

  @Property
  void anyTextIsReadOrRefusedWithAMessage(@ForAll String text) {
    try {
      assertThat(FieldDeclarations.parse("db:" + text)).isNotNull();
    } catch (ConfigurationException e) {
      assertThat(e).hasMessageContaining("extra_fields");
    }
  }

  @Provide
  Arbitrary<List<Declaration>> fields() {
    Arbitrary<String> word =
        Arbitraries.strings().alpha().numeric().withChars("_-.").ofMinLength(1).ofMaxLength(12);
    return Combinators.combine(word, word)
        .as(Declaration::new)
        .list()
        .uniqueElements(Declaration::tag)
        .uniqueElements(Declaration::name)
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "  ", "\t", "\n \t");
  }

  private static FieldDeclarations parse(String value, List<String> warnings) {
    return FieldDeclarations.parse(
        "acc.extra_fields",
        List.of(new RawText(value, Place.inFile("x.yaml", 1, 1))),
        warnings::add);
  }
}
