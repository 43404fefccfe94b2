package org.sipacc.backends.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalPosition;

class UdpSyslogSinkTest extends SyslogSinkContract {
  @Override
  StandInServer server(Path directory, int port) {
    return StandInServer.Datagrams.udp(port);
  }

  @Override
  String url(Path directory, int port) {
    return "udp://127.0.0.1:" + port;
  }

  /** UDP has no connection that could be refused: the first batch is. */
  @Test
  @Override
  public void aDestinationThatIsDownAtTheStartIsUnavailableNotAFault() throws Exception {
    JournalPosition begin = JournalPosition.START;
    JournalPosition end = new JournalPosition(0, 1);
    List<JournalEntry> batch = List.of(SampleEntries.entry(Backend.LOG, 1));
    breakDestination();
    try (Sink sink = openSink()) {
      assertThat(sink.position(JOURNAL, begin)).isEqualTo(begin);
      assertThatThrownBy(() -> sink.deliver(JOURNAL, begin, end, batch))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageNotContaining("null");
      mendDestination();
      assertThat(sink.position(JOURNAL, begin)).isEqualTo(begin);
      sink.deliver(JOURNAL, begin, end, batch);
      assertThat(stored()).containsExactly("call-1");
    }
  }
}
