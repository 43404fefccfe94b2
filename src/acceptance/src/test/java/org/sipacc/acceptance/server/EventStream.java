package org.sipacc.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The data of server-sent events, kept as they come. */
public final class EventStream implements AutoCloseable {
  private static final String DATA = "data:";
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final CompletableFuture<HttpResponse<Stream<String>>> answer;
  private final CompletableFuture<Void> end;
  private final List<String> data = new CopyOnWriteArrayList<>();

  EventStream(CompletableFuture<HttpResponse<Stream<String>>> answer) {
    this.answer = answer;
    this.end =
        answer.thenAcceptAsync(
            begun -> {
              assertThat(begun.statusCode()).isEqualTo(200);
              begun
                  .body()
                  .filter(line -> line.startsWith(DATA))
                  .forEach(line -> data.add(line.substring(DATA.length()).strip()));
            });
  }

  /** Waits for an event with those texts; all that have come are looked at. */
  public String expect(String... texts) {
    await("an event with " + List.of(texts))
        .atMost(LIMIT)
        .until(() -> data.stream().anyMatch(one -> holds(one, texts)));
    return data.stream().filter(one -> holds(one, texts)).findFirst().orElseThrow();
  }

  private static boolean holds(String event, String... texts) {
    return Stream.of(texts).allMatch(event::contains);
  }

  /** Waits until the server ends it. */
  public void expectEnd() {
    await("the end of the stream").atMost(LIMIT).until(end::isDone);
  }

  /** All that has come. */
  public List<String> all() {
    return List.copyOf(data);
  }

  @Override
  public void close() {
    answer.join().body().close();
  }
}
