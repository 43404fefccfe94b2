package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aaa4j.radius.core.attribute.attributes.AcctSessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** The contract against a server of RFC 2866. */
class RadiusSinkContractTest implements SinkContract {
  private final AccountingServer server = new AccountingServer();

  /** By Call-ID: a packet has no record's id. */
  private final Map<String, TimeOrderedId> ids = new ConcurrentHashMap<>();

  private final Set<String> spoilt = ConcurrentHashMap.newKeySet();

  @TempDir private Path directory;

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Override
  public Sink openSink() throws Exception {
    Files.writeString(directory.resolve("secret"), AccountingServer.SECRET + "\n");
    return new NotingSink(
        TestSinks.of(
            directory,
            "radius:127.0.0.1:"
                + server.port()
                + "?secret_file=secret&radius_timeout=1&radius_retries=3"),
        ids,
        spoilt);
  }

  @Override
  public Backend backend() {
    return Backend.AAA;
  }

  @Override
  public List<TimeOrderedId> stored() {
    return server.received().stream()
        .map(request -> request.only(AcctSessionId.class).getData().getValue())
        .map(ids::get)
        .toList();
  }

  @Override
  public void breakDestination() {
    server.stop();
  }

  @Override
  public void mendDestination() {
    server.start();
  }

  /** A server refuses nothing; what no packet can carry is the sink's to refuse. */
  @Override
  public boolean refuse(long number) {
    return spoilt.add("call-" + number);
  }

  /** RADIUS keeps no position that could be asked: the first batch is refused. */
  @Test
  @Override
  public void aDestinationThatIsDownAtTheStartIsUnavailableNotAFault() throws Exception {
    JournalPosition begin = JournalPosition.START;
    JournalPosition end = new JournalPosition(0, 1);
    List<JournalEntry> batch = List.of(SampleEntries.entry(Backend.AAA, 1));
    breakDestination();
    try (Sink sink = openSink()) {
      assertThat(sink.position(JOURNAL, begin)).isEqualTo(begin);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, end, batch))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessage(
              "no RADIUS server takes accounting; 127.0.0.1:"
                  + server.port()
                  + ": nobody listens on the port");
      mendDestination();
      assertThat(sink.position(JOURNAL, begin)).isEqualTo(begin);
      sink.deliver(JOURNAL, begin, end, batch);
      assertThat(stored()).containsExactly(batch.get(0).id());
    }
  }
}
