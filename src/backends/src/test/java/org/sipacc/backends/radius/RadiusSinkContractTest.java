package org.sipacc.backends.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aaa4j.radius.core.attribute.attributes.AcctSessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

/** The contract against a server of RFC 2866. */
class RadiusSinkContractTest implements SinkContract {
  private final AccountingServer server = new AccountingServer();

  @TempDir private Path directory;

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Override
  public Sink openSink() throws Exception {
    Files.writeString(directory.resolve("secret"), AccountingServer.SECRET + "\n");
    return TestSinks.of(
        directory,
        "radius:127.0.0.1:"
            + server.port()
            + "?secret_file=secret&radius_timeout=1&radius_retries=3");
  }

  @Override
  public Backend backend() {
    return Backend.AAA;
  }

  @Override
  public List<String> stored() {
    return server.received().stream()
        .map(request -> request.only(AcctSessionId.class).getData().getValue())
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
      assertThat(stored()).containsExactly("call-1");
    }
  }
}
