package org.sipacc.console.api;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.LiveCall;
import org.sipacc.service.LiveCall.State;
import org.sipacc.service.LiveCalls;
import org.sipacc.service.search.Masking;
import org.sipacc.service.search.Search;
import org.sipacc.service.work.LongWork;

/** One ringing call in the profiles {@code caller} and {@code active}, and what is done to it. */
final class TestCalls implements LiveCalls {
  static final LiveCall RINGING =
      new LiveCall(
          "1a2b",
          "01hq",
          "c1@example",
          "ft1",
          "",
          "sip:alice@example",
          "sip:bob@example",
          "sip:bob@192.0.2.9",
          "udp:192.0.2.1:5060",
          "phone \"7\"\r\n",
          List.of("sip:bob@192.0.2.9:5070"),
          State.EARLY,
          "0a533137e560",
          List.of("db:cdr|missed"),
          Instant.parse("2026-03-01T12:00:00.250Z"),
          Optional.empty(),
          Optional.empty(),
          Duration.ofHours(12),
          List.of("bye-on-timeout"),
          Map.of("caller", "alice", "active", ""),
          Map.of("k", "v"));

  final List<String> ended = new ArrayList<>();
  private EndOutcome outcome = EndOutcome.ENDING;

  /** What the next wish to end a call comes to. */
  TestCalls ending(EndOutcome next) {
    outcome = next;
    return this;
  }

  /** The service of which nothing but its calls is asked. */
  AccountingService service() {
    return service(Role.VIEWER);
  }

  /** The same with numbers masked for the roles below one. */
  AccountingService service(Role maskBelow) {
    return (AccountingService)
        Proxy.newProxyInstance(
            TestCalls.class.getClassLoader(),
            new Class<?>[] {AccountingService.class},
            (self, method, arguments) -> {
              if (method.getName().equals("calls")) {
                return this;
              }
              if (method.getName().equals("search")) {
                return new Search(Optional.empty(), new Masking(maskBelow, 3), new LongWork());
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public List<LiveCall> all() {
    return List.of(RINGING);
  }

  @Override
  public List<LiveCall> find(String idOrCallId) {
    return all().stream()
        .filter(call -> call.id().equals(idOrCallId) || call.callId().equals(idOrCallId))
        .toList();
  }

  @Override
  public EndOutcome end(String id) {
    ended.add(id);
    return outcome;
  }

  @Override
  public int endProfile(String profile, Optional<String> value) {
    ended.add(profile + value);
    return inProfile(profile, value).size();
  }

  @Override
  public Map<String, Boolean> profiles() {
    return Map.of("caller", true, "active", false);
  }

  @Override
  public List<LiveCall> inProfile(String profile, Optional<String> value) {
    return all().stream()
        .filter(call -> call.profiles().containsKey(profile))
        .filter(call -> value.isEmpty() || call.profiles().get(profile).equals(value.get()))
        .toList();
  }
}
