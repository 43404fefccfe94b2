package org.sipacc.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;

/**
 * The flags by which OpenSIPS before version 2.2 marked requests: {@code modparam("acc", "db_flag",
 * "DB_FLAG")} and {@code setflag(DB_FLAG)}.
 */
final class AccountingFlags {
  private static final Map<String, String> WITHOUT_TYPE =
      Map.of("cdr_flag", "cdr", "failed_transaction_flag", "failed");

  /** By backend: the flag that marks for it. */
  private final Map<Backend, String> base = new LinkedHashMap<>();

  /** By backend: the flag that marks for missed calls. */
  private final Map<Backend, String> missed = new LinkedHashMap<>();

  /** By word of {@code do_accounting}: the flag that stands for it at all backends. */
  private final Map<String, String> general = new LinkedHashMap<>();

  private Optional<String> dialog = Optional.empty();

  /** Takes a parameter of acc if it names a flag; tells whether it did. */
  boolean take(String parameter, String flag) {
    String name = parameter.replaceFirst("^radius_", "aaa_");
    if (WITHOUT_TYPE.containsKey(name)) {
      general.put(WITHOUT_TYPE.get(name), flag);
      return true;
    }
    for (Backend backend : Backend.values()) {
      if (name.equals(backend.token() + "_flag")) {
        base.put(backend, flag);
        return true;
      }
      if (name.equals(backend.token() + "_missed_flag")) {
        missed.put(backend, flag);
        return true;
      }
    }
    return false;
  }

  /** The flag that makes a dialog, dialog's old {@code dlg_flag}. */
  void takeDialog(String flag) {
    dialog = Optional.of(flag);
  }

  /** Whether the flag means anything to acc. */
  boolean marks(String flag) {
    return Stream.of(base, missed, general).anyMatch(map -> map.containsValue(flag));
  }

  /** Whether missed calls stay marked, by a flag of their own, when this one is reset. */
  boolean leavesMissed(String flag) {
    return base.entrySet().stream()
        .filter(entry -> entry.getValue().equals(flag))
        .map(entry -> missed.get(entry.getKey()))
        .anyMatch(own -> own != null && !own.equals(flag));
  }

  /** Whether the flag marks for a backend, rather than saying how. */
  boolean isBase(String flag) {
    return base.containsValue(flag);
  }

  boolean makesDialog(String flag) {
    return dialog.equals(Optional.of(flag));
  }

  /** Whether what the flag does depends on which others are set, so that it must be remembered. */
  boolean isCombined(String flag) {
    Set<String> words =
        Stream.of(base, missed, general)
            .flatMap(map -> map.values().stream())
            .collect(Collectors.toSet());
    return words.contains(flag) && words.size() > 1;
  }

  /** Whether the flag asks for missed calls only, which {@code do_accounting} cannot. */
  boolean asksForMissedOnly(String flag) {
    return missed.entrySet().stream()
        .anyMatch(entry -> entry.getValue().equals(flag) && !flag.equals(base.get(entry.getKey())));
  }

  /**
   * What is to be marked, or unmarked, when the flag is set or reset.
   *
   * @param type the backend's word
   * @param words the flags of {@code do_accounting}; empty for the backend itself
   * @param onlyWith a flag that must be set too
   */
  record Mark(String type, List<String> words, Optional<String> onlyWith) {
    Mark {
      words = List.copyOf(words);
    }
  }

  /** What setting the flag means. */
  List<Mark> marksOf(String flag) {
    List<Mark> marks = new ArrayList<>();
    for (Backend backend : Backend.values()) {
      String type = backend.token();
      Map<String, String> modifiers = new LinkedHashMap<>(general);
      Optional.ofNullable(missed.get(backend)).ifPresent(name -> modifiers.put("missed", name));
      boolean marksBase = flag.equals(base.get(backend));
      List<String> together =
          modifiers.entrySet().stream()
              .filter(entry -> entry.getValue().equals(flag))
              .map(Map.Entry::getKey)
              .toList();
      if (marksBase) {
        marks.add(new Mark(type, together, Optional.empty()));
        modifiers.forEach(
            (word, other) -> {
              if (!other.equals(flag)) {
                marks.add(new Mark(type, List.of(word), Optional.of(other)));
              }
            });
      } else if (together.contains("missed")) {
        marks.add(new Mark(type, together, Optional.empty()));
      } else if (!together.isEmpty() && base.containsKey(backend)) {
        marks.add(new Mark(type, together, Optional.of(base.get(backend))));
      }
    }
    return marks;
  }
}
