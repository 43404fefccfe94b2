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
 * <p>Values are read when a record is made, so that what a later message sets is in it.
 * Thread-safe: the requests within a call share the call's.
 */
public final class FieldValues {
  /** More legs than any call has; a policy that adds one with each re-INVITE stops here. */
  private static final int MOST_LEGS = 256;

  private final Map<String, String> extras = new HashMap<>(8);
  private final List<Map<String, String>> legs = new ArrayList<>(1);
  private boolean inUse;

  /**
   * @param hasLegs whether leg fields are declared: then there is one leg from the beginning
   */
  FieldValues(boolean hasLegs) {
    if (hasLegs) {
      legs.add(new HashMap<>(4));
    }
  }

  /** The values a former life left; legs that are declared since are added, others stay unused. */
  static FieldValues restored(
      Map<String, String> extras, List<Map<String, String>> legs, boolean hasLegs) {
    FieldValues values = new FieldValues(hasLegs && legs.isEmpty());
    values.extras.putAll(extras);
    legs.forEach(leg -> values.legs.add(new HashMap<>(leg)));
    values.inUse = true;
    return values;
  }

  synchronized Map<String, String> extras() {
    return Map.copyOf(extras);
  }

  synchronized List<Map<String, String>> legs() {
    return legs.stream().map(Map::copyOf).toList();
  }

  /** From now on records made by hand carry the fields: accounting was asked for. */
  synchronized void use() {
    inUse = true;
  }

  /** Whether accounting was asked for, or any value read or set. */
  synchronized boolean areInUse() {
    return inUse;
  }

  /** The value of {@code $acc_extra(tag)}; empty if it has none. */
  public synchronized Optional<String> extra(String tag) {
    inUse = true;
    return Optional.ofNullable(extras.get(tag));
  }

  /** Sets {@code $acc_extra(tag)}; the empty string deletes it. */
  public synchronized void setExtra(String tag, String value) {
    inUse = true;
    put(extras, tag, value);
  }

  /** {@code $acc_current_leg}: the last leg's index; empty if no leg fields are declared. */
  public synchronized OptionalInt currentLeg() {
    inUse = true;
    return legs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(legs.size() - 1);
  }

  /** Whether there is a leg of this index; -1 is the last, -2 the one before. */
  public synchronized boolean hasLeg(int index) {
    int position = position(index);
    return position >= 0 && position < legs.size();
  }

  /** The value of {@code $(acc_leg(tag)[index])}; empty if it has none or there is no such leg. */
  public synchronized Optional<String> leg(String tag, int index) {
    inUse = true;
    return hasLeg(index)
        ? Optional.ofNullable(legs.get(position(index)).get(tag))
        : Optional.empty();
  }

  /**
   * Sets {@code $(acc_leg(tag)[index])}; the empty string deletes it.
   *
   * @return false if there is no such leg
   */
  public synchronized boolean setLeg(String tag, int index, String value) {
    inUse = true;
    if (!hasLeg(index)) {
      return false;
    }
    put(legs.get(position(index)), tag, value);
    return true;
  }

  /** {@code acc_new_leg()}: a further leg without values; without leg fields no effect (D-12). */
  public synchronized void newLeg() {
    inUse = true;
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
