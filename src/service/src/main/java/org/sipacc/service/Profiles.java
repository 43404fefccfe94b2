package org.sipacc.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipacc.accounting.dialog.Dialog;

/** Which calls belong to which profile, with which value. Thread-safe. */
final class Profiles {
  private final Map<String, Map<String, Set<Dialog>>> members = new ConcurrentHashMap<>();

  void join(Dialog dialog, String profile, String value) {
    Optional.ofNullable(dialog.profiles().get(profile))
        .ifPresent(old -> leave(dialog, profile, old));
    dialog.joinProfile(profile, value);
    members
        .computeIfAbsent(profile, p -> new ConcurrentHashMap<>())
        .compute(
            value,
            (v, dialogs) -> {
              Set<Dialog> more = dialogs == null ? ConcurrentHashMap.newKeySet() : dialogs;
              more.add(dialog);
              return more;
            });
  }

  boolean leave(Dialog dialog, String profile, String value) {
    if (!dialog.leaveProfile(profile, value)) {
      return false;
    }
    members
        .get(profile)
        .computeIfPresent(
            value,
            (v, dialogs) -> {
              dialogs.remove(dialog);
              return dialogs.isEmpty() ? null : dialogs;
            });
    return true;
  }

  void leaveAll(Dialog dialog) {
    dialog.profiles().forEach((profile, value) -> leave(dialog, profile, value));
  }

  int size(String profile, Optional<String> value) {
    return values(profile).entrySet().stream()
        .filter(entry -> value.isEmpty() || value.get().equals(entry.getKey()))
        .mapToInt(entry -> entry.getValue().size())
        .sum();
  }

  List<Dialog> dialogs(String profile, Optional<String> value) {
    return values(profile).entrySet().stream()
        .filter(entry -> value.isEmpty() || value.get().equals(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private Map<String, Set<Dialog>> values(String profile) {
    return members.getOrDefault(profile, Map.of());
  }
}
