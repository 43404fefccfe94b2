package org.sipacc.accounting.policy;

import java.util.List;
import java.util.stream.Stream;

/** The words of the policy's format; {@code policy.schema.json} publishes the same. */
final class PolicyWords {
  static final String LISTS = "lists";
  static final String NAME = "name";
  static final String IF = "if";
  static final String DO = "do";

  static final List<String> TOP_LEVEL =
      Stream.concat(Stream.of(Hook.values()).map(Hook::key), Stream.of(LISTS)).toList();
  static final List<String> RULE = List.of(NAME, IF, DO);
  static final List<String> ACTIONS = Stream.of(ActionWord.values()).map(ActionWord::key).toList();
  static final List<String> MATCH =
      List.of("method", "has_totag", "ruri", "outcome", "time", "in_profile", "not", "any", "all");
  static final List<String> TEST =
      List.of(
          "equals",
          "starts_with",
          "ends_with",
          "matches",
          "in",
          "at_least",
          "at_most",
          "in_subnet");
  static final List<String> TIME_KEYS = List.of("days", "from", "until", "zone");
  static final List<String> IN_PROFILE_KEYS = List.of("profile", "value");

  private PolicyWords() {}
}
