package org.sipacc.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands where a server keeps no list of its calls: there are none to be seen or ended. */
final class NoLiveCalls implements LiveCalls {
  @Override
  public List<LiveCall> all() {
    return List.of();
  }

  @Override
  public List<LiveCall> find(String idOrCallId) {
    return List.of();
  }

  @Override
  public EndOutcome end(String id) {
    return EndOutcome.NOT_FOUND;
  }

  @Override
  public int endProfile(String profile, Optional<String> value) {
    return 0;
  }

  @Override
  public Map<String, Boolean> profiles() {
    return Map.of();
  }

  @Override
  public List<LiveCall> inProfile(String profile, Optional<String> value) {
    return List.of();
  }
}
