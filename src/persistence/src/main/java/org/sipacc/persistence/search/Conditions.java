package org.sipacc.persistence.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.search.Codes;
import org.sipacc.accounting.search.NumberMatch;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.TextMatch;
import org.sipacc.accounting.search.TimeRange;

/**
 * The conditions of a query in JPQL. The text is made of this package's own words alone: whatever
 * somebody looks for is a parameter.
 */
final class Conditions {
  /** Sorts after every character that can follow a prefix. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** Where an id's text has its node: 16 bits from the 50th on, five in a character. */
  private static final int NODE_FROM = 11;

  private static final int NODE_CHARACTERS = 4;

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  Conditions() {}

  void add(String condition) {
    conditions.add(condition);
  }

  /** A parameter, under a name of its own. */
  String parameter(Object value) {
    String name = "p" + parameters.size();
    parameters.put(name, value);
    return ":" + name;
  }

  void range(String attribute, TimeRange range) {
    range.since().ifPresent(since -> add(attribute + " >= " + parameter(since)));
    range.until().ifPresent(until -> add(attribute + " < " + parameter(until)));
  }

  /** In the one form that MariaDB and PostgreSQL both answer by the index. */
  void olderThan(String time, String id, Optional<Position> position) {
    position.ifPresent(
        last -> {
          String at = parameter(last.time());
          add(time + " <= " + at);
          add("(" + time + " < " + at + " or " + id + " < " + parameter(last.id()) + ")");
        });
  }

  void equal(String attribute, Optional<?> wanted) {
    wanted.ifPresent(value -> add(attribute + " = " + parameter(value)));
  }

  void text(String attribute, Optional<TextMatch> match) {
    match.ifPresent(
        wanted -> {
          switch (wanted.how()) {
            case EQUALS -> add(attribute + " = " + parameter(wanted.text()));
            case STARTS -> {
              add(attribute + " >= " + parameter(wanted.text()));
              add(attribute + " < " + parameter(wanted.text() + LAST));
            }
            case CONTAINS -> add("locate(" + parameter(wanted.text()) + ", " + attribute + ") > 0");
          }
        });
  }

  void number(String attribute, Optional<NumberMatch> match) {
    match.ifPresent(
        wanted -> add(attribute + " " + wanted.how().sign() + " " + parameter(wanted.number())));
  }

  void codes(String attribute, Optional<Codes> codes) {
    codes.ifPresent(
        range -> {
          add(attribute + " >= " + parameter(range.lowest()));
          add(attribute + " <= " + parameter(range.highest()));
        });
  }

  void codeTexts(String attribute, Optional<Codes> codes) {
    codes.ifPresent(
        range -> {
          add(attribute + " >= " + parameter(Integer.toString(range.lowest())));
          add(attribute + " <= " + parameter(Integer.toString(range.highest())));
        });
  }

  void node(String id, OptionalInt node) {
    node.ifPresent(
        number ->
            add(
                "substring("
                    + id
                    + ", "
                    + NODE_FROM
                    + ", "
                    + NODE_CHARACTERS
                    + ") between "
                    + parameter(nodeOf(TimeOrderedId.of(0, number, 0)))
                    + " and "
                    + parameter(nodeOf(TimeOrderedId.of(0, number, -1)))));
  }

  private static String nodeOf(TimeOrderedId id) {
    return id.toString().substring(NODE_FROM - 1, NODE_FROM - 1 + NODE_CHARACTERS);
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  /** The {@code where} clause with a blank before it; "" without conditions. */
  String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }
}
