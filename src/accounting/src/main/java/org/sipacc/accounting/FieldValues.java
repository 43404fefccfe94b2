package org.sipacc.accounting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.AccountingSettings.FieldName;

/**
 * The values of {@code $acc_extra(tag)}. Null and empty are the same: setting either deletes.
 *
 * <p>Values are read when a record is made, so that what a later message sets is in it.
 */
final class FieldValues {
  private final Map<String, String> extras = new HashMap<>(8);

  Optional<String> extra(String tag) {
    return Optional.ofNullable(extras.get(tag));
  }

  void setExtra(String tag, String value) {
    if (value.isEmpty()) {
      extras.remove(tag);
    } else {
      extras.put(tag, value);
    }
  }

  /** The values under the names a backend declared for them. */
  List<Field> resolve(List<FieldName> declared) {
    return declared.stream()
        .map(field -> new Field(field.name(), extras.getOrDefault(field.tag(), "")))
        .toList();
  }
}
