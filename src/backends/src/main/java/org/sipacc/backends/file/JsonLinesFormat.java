package org.sipacc.backends.file;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonBuilderFactory;
import javax.json.JsonObjectBuilder;
import org.sipacc.accounting.Field;
import org.sipacc.journal.JournalEntry.RecordEntry;

/** A JSON object per record and line, its legs in an array; values are as they came. */
final class JsonLinesFormat implements RecordFormat {
  /** The member that holds the legs. */
  static final String LEGS = "legs";

  private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
  private final Predicate<String> wanted;

  /**
   * @param columns the members to write; empty for all
   */
  JsonLinesFormat(List<String> columns) {
    this.wanted = columns.isEmpty() ? name -> true : columns::contains;
  }

  @Override
  public String extension() {
    return "jsonl";
  }

  @Override
  public String header() {
    return "";
  }

  @Override
  public List<String> rows(RecordEntry entry) {
    JsonObjectBuilder object = json.createObjectBuilder();
    RecordColumns.of(entry)
        .forEach(
            (name, value) -> {
              if (wanted.test(name)) {
                add(object, name, value);
              }
            });
    if (!entry.record().legs().isEmpty() && wanted.test(LEGS)) {
      object.add(LEGS, legs(entry.record().legs()));
    }
    return List.of(object.build() + "\n");
  }

  private JsonArrayBuilder legs(List<List<Field>> legs) {
    JsonArrayBuilder array = json.createArrayBuilder();
    for (List<Field> leg : legs) {
      JsonObjectBuilder object = json.createObjectBuilder();
      leg.forEach(field -> object.add(field.name(), field.value()));
      array.add(object);
    }
    return array;
  }

  private static void add(JsonObjectBuilder object, String name, Object value) {
    if (value instanceof Long number) {
      object.add(name, number);
    } else {
      object.add(name, (String) value);
    }
  }
}
