package org.sipacc.accounting;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be accounted where: each backend that was named, with its own flags (a flag of one
 * backend says nothing about another).
 */
final class Marks {
  private final Map<Backend, EnumSet<Flag>> flags = new EnumMap<>(Backend.class);

  void add(Set<Backend> types, Set<Flag> added) {
    for (Backend backend : types) {
      flags.computeIfAbsent(backend, b -> EnumSet.noneOf(Flag.class)).addAll(added);
    }
  }

  void drop(Set<Backend> types, Set<Flag> dropped) {
    Set<Backend> named = types.isEmpty() ? EnumSet.allOf(Backend.class) : types;
    if (dropped.isEmpty()) {
      flags.keySet().removeAll(named);
      return;
    }
    for (Backend backend : named) {
      EnumSet<Flag> kept = flags.get(backend);
      if (kept != null) {
        kept.removeAll(dropped);
      }
    }
  }

  /** Each marked backend with its flags. */
  Map<Backend, Set<Flag>> all() {
    Map<Backend, Set<Flag>> all = new EnumMap<>(Backend.class);
    flags.forEach((backend, set) -> all.put(backend, EnumSet.copyOf(set)));
    return all;
  }

  /** The backends that are accounted at all. */
  Set<Backend> backends() {
    return flags.keySet();
  }

  boolean has(Backend backend, Flag flag) {
    EnumSet<Flag> set = flags.get(backend);
    return set != null && set.contains(flag);
  }

  boolean anyHas(Flag flag) {
    return flags.values().stream().anyMatch(set -> set.contains(flag));
  }

  void clear(Backend backend, Flag flag) {
    flags.get(backend).remove(flag);
  }

  /** Each backend with its flags, as {@code db:cdr|missed}. */
  List<String> texts() {
    return flags.entrySet().stream().map(entry -> text(entry.getKey(), entry.getValue())).toList();
  }

  private static String text(Backend backend, Set<Flag> set) {
    return set.isEmpty()
        ? backend.token()
        : backend.token() + ":" + set.stream().map(Flag::token).collect(Collectors.joining("|"));
  }
}
