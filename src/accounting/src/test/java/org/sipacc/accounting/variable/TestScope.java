package org.sipacc.accounting.variable;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A call's values in maps. */
public class TestScope implements VariableScope {
  public final Map<String, String> extras = new HashMap<>();
  public final Map<String, String> avps = new HashMap<>();
  public final Map<String, String> vars = new HashMap<>();

  /** None: no leg fields are declared. */
  public final List<Map<String, String>> legs = new ArrayList<>();

  public final List<String> problems = new ArrayList<>();
  public Clock clock = Clock.fixed(Instant.parse("2024-02-09T13:05:07.001234Z"), ZoneOffset.UTC);
  public Optional<DialogView> dialog = Optional.empty();
  public Optional<SipMessageView> request = Optional.empty();
  public Optional<SipMessageView> reply = Optional.empty();

  @Override
  public Optional<String> extra(String tag) {
    return Optional.ofNullable(extras.get(tag));
  }

  @Override
  public Optional<String> avp(String name) {
    return Optional.ofNullable(avps.get(name));
  }

  @Override
  public Optional<String> var(String name) {
    return Optional.ofNullable(vars.get(name));
  }

  @Override
  public Optional<String> leg(String tag, int index) {
    int position = index < 0 ? legs.size() + index : index;
    if (position < 0 || position >= legs.size()) {
      problem("there is no leg " + index);
      return Optional.empty();
    }
    return Optional.ofNullable(legs.get(position).get(tag));
  }

  @Override
  public OptionalInt currentLeg() {
    if (legs.isEmpty()) {
      problem("no legs defined");
      return OptionalInt.empty();
    }
    return OptionalInt.of(legs.size() - 1);
  }

  @Override
  public Optional<DialogView> dialog() {
    return dialog;
  }

  @Override
  public int dialogCount() {
    return dialog.isPresent() ? 1 : 0;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void problem(String text) {
    problems.add(text);
  }

  @Override
  public Optional<SipMessageView> request() {
    return request;
  }

  @Override
  public Optional<SipMessageView> reply() {
    return reply;
  }
}
