package org.sipacc.console.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.json.Json;
import javax.json.JsonObject;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.sse.OutboundSseEvent;
import javax.ws.rs.sse.Sse;
import javax.ws.rs.sse.SseEventSink;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.LiveCall;
import org.sipacc.service.access.Identity;

/**
 * The live calls as server-sent events to one reader: {@code calls} first with all of them, then
 * with those that came, changed or ended within the last second. A reader that does not take them
 * as fast gets fewer events with the same outcome.
 */
final class LiveStream {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int SECONDS_BETWEEN_CHECKS = 5;
  private static final int SECONDS_OF_SILENCE = 15;

  private final AccountingService service;
  private final Supplier<Optional<Identity>> reader;
  private final SseEventSink sink;
  private final Sse sse;
  private Map<String, LiveCall> told = Map.of();
  private Role role;
  private boolean first = true;
  private int ticks;
  private int silence;
  private Optional<CompletionStage<?>> sending = Optional.empty();

  /**
   * @param reader who reads, asked again and again; nobody ends the stream
   */
  LiveStream(
      AccountingService service,
      Identity begins,
      Supplier<Optional<Identity>> reader,
      SseEventSink sink,
      Sse sse) {
    this.service = service;
    this.role = begins.role();
    this.reader = reader;
    this.sink = sink;
    this.sse = sse;
  }

  /** Sends what is new; false if nobody is there, or may be there, any more. */
  boolean tick() {
    if (sink.isClosed() || !isStillAllowed()) {
      return false;
    }
    if (sending.filter(stage -> !stage.toCompletableFuture().isDone()).isPresent()) {
      return true;
    }
    if (sending
        .filter(stage -> stage.toCompletableFuture().isCompletedExceptionally())
        .isPresent()) {
      return false;
    }
    sending = next().map(sink::send);
    return true;
  }

  /** Another role sees another mask, so it gets everything anew. */
  private boolean isStillAllowed() {
    if (ticks++ % SECONDS_BETWEEN_CHECKS != 0) {
      return true;
    }
    Optional<Identity> now = reader.get().filter(identity -> !identity.mustChangePassword());
    now.map(Identity::role)
        .filter(changed -> changed != role)
        .ifPresent(
            changed -> {
              role = changed;
              told = Map.of();
              first = true;
            });
    return now.isPresent();
  }

  private Optional<OutboundSseEvent> next() {
    List<LiveCall> all = service.calls().all();
    Map<String, LiveCall> now = new HashMap<>();
    all.forEach(call -> now.put(call.id(), call));
    List<LiveCall> changed =
        all.stream().filter(call -> !call.equals(told.get(call.id()))).toList();
    List<String> ended = told.keySet().stream().filter(id -> !now.containsKey(id)).toList();
    boolean whole = first;
    told = now;
    first = false;
    if (!whole && changed.isEmpty() && ended.isEmpty()) {
      return ++silence % SECONDS_OF_SILENCE == 0
          ? Optional.of(sse.newEventBuilder().comment("nothing new").build())
          : Optional.empty();
    }
    silence = 0;
    return Optional.of(
        event(
            Json.createObjectBuilder()
                .add("whole", whole)
                .add("calls", CallJson.array(changed, service.search().mask(role)))
                .add("ended", Answers.array(ended))
                .build()));
  }

  private OutboundSseEvent event(JsonObject data) {
    return sse.newEventBuilder()
        .name("calls")
        .reconnectDelay(RETRY.toMillis())
        .mediaType(MediaType.TEXT_PLAIN_TYPE)
        .data(String.class, data.toString())
        .build();
  }

  void close() {
    sink.close();
  }
}
