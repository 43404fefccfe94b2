package org.sipacc.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sipacc.accounting.AccountingSettings.FieldName;

/**
 * The values of {@code $acc_extra(tag)} and {@code $acc_leg(tag)}. Null and empty are the same:
 * setting either deletes.
 *
 * <p>Values are read when a record is made, so that what a later message sets is in it. They have a
 * lock of their own, for the requests within a call share the call's.
 */
final class FieldValues {
  /** More legs than any call has; a policy that adds one with each re-INVITE stops here. */
  private static final int MOST_LEGS = 256;

  private final Map<String, String> extras = new HashMap<>(8);
  private final List<Map<String, String>> legs = new ArrayList<>(1);

  /**
   * @param hasLegs whether leg fields are declared: then there is one leg from the beginning
   */
  FieldValues(boolean hasLegs) {
    if (hasLegs) {
      legs.add(new HashMap<>(4));
    }
  }

  synchronized Optional<String> extra(String tag) {
    return Optional.ofNullable(extras.get(tag));
  }

  synchronized void setExtra(String tag, String value) {
    put(extras, tag, value);
  }

  /** The last leg's index; empty if there are no legs. */
  synchronized OptionalInt currentLeg() {
    return legs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(legs.size() - 1);
  }

  /** Whether the index, which may count backwards from -1, is that of a leg. */
  synchronized boolean hasLeg(int index) {
    int position = position(index);
    return position >= 0 && position < legs.size();
  }

  synchronized Optional<String> leg(String tag, int index) {
    return hasLeg(index)
        ? Optional.ofNullable(legs.get(position(index)).get(tag))
        : Optional.empty();
  }

  synchronized boolean setLeg(String tag, int index, String value) {
    if (!hasLeg(index)) {
      return false;
    }
    put(legs.get(position(index)), tag, value);
    return true;
  }

  /** Adds a leg without values, if there are legs at all. */
  synchronized void newLeg() {
    if (!legs.isEmpty() && legs.size() < MOST_LEGS) {
      legs.add(new HashMap<>(4));
    }
  }

  /** The values of extra fields under the names a backend declared for them. */
  synchronized List<Field> resolveExtras(List<FieldName> declared, Map<String, String> defined) {
    return declared.stream()
        .map(
            field ->
                new Field(
                    field.name(),
                    defined.getOrDefault(field.tag(), extras.getOrDefault(field.tag(), ""))))
        .toList();
  }

  /** The same for each leg; no legs for a backend that declared no leg fields. */
  synchronized List<List<Field>> resolveLegs(List<FieldName> declared) {
    return declared.isEmpty()
        ? List.of()
        : legs.stream().map(leg -> fields(declared, leg)).toList();
  }

  private static List<Field> fields(List<FieldName> declared, Map<String, String> values) {
    return declared.stream()
        .map(field -> new Field(field.name(), values.getOrDefault(field.tag(), "")))
        .toList();
  }

  private int position(int index) {
    return index < 0 ? legs.size() + index : index;
  }

  private static void put(Map<String, String> values, String tag, String value) {
    if (value.isEmpty()) {
      values.remove(tag);
    } else {
      values.put(tag, value);
    }
  }
}
