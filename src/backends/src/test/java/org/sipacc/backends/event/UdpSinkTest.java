package org.sipacc.backends.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.Field;
import org.sipacc.delivery.RecordsRefusedException;
import org.sipacc.delivery.SampleEntries;
import org.sipacc.delivery.SinkContract;
import org.sipacc.journal.JournalEntry;
import org.sipacc.journal.JournalEntry.RecordEntry;
import org.sipacc.journal.JournalPosition;

/** UDP promises less than the sinks' contract, which asks that what is refused comes again. */
class UdpSinkTest {
  private static final int LARGEST = 65_457;

  @TempDir private Path directory;

  @Test
  void anEventIsADatagramWithoutANewline() throws Exception {
    try (DatagramSocket subscriber = subscriber();
        EventSink sink = sink(subscriber.getLocalPort())) {
      deliver(sink, 0, entry(1), entry(2));

      assertThat(receive(subscriber)).contains("\"callid\":\"call-1\"").endsWith("}}");
      assertThat(receive(subscriber)).contains("\"callid\":\"call-2\"");
    }
  }

  @Test
  void whereNobodyListensAnErrorIsCountedAndTheCursorGoesOn() throws Exception {
    int port;
    try (DatagramSocket gone = subscriber()) {
      port = gone.getLocalPort();
    }
    try (EventSink sink = sink(port)) {
      deliver(sink, 0, entry(1));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                deliver(sink, sink.position(SinkContract.JOURNAL, place(0)).sequence(), entry(2));
                return sink.errors() > 0;
              });
      assertThat(sink.lastError())
          .hasValueSatisfying(e -> assertThat(e).contains("nobody listens"));
      assertThat(sink.position(SinkContract.JOURNAL, place(0)).sequence()).isGreaterThan(1);

      try (DatagramSocket back = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        deliver(sink, sink.position(SinkContract.JOURNAL, place(0)).sequence(), entry(7));
        assertThat(receive(back)).contains("call-7");
      }
    }
  }

  @Test
  void theLargestDatagramIsSentAndALargerEventIsRefusedForGood() throws Exception {
    try (DatagramSocket subscriber = subscriber();
        EventSink sink = sink(subscriber.getLocalPort())) {
      int rest = LARGEST - Event.of((RecordEntry) withNote(2, "")).get(0).notification().length;
      String fits =
          "\uD83D\uDE00" + "x".repeat(rest - "\"\uD83D\uDE00\"".getBytes(UTF_8).length + 4);

      JournalEntry tooLong = withNote(1, fits + "y");
      assertThatThrownBy(() -> deliver(sink, 0, tooLong, withNote(2, fits), entry(3)))
          .isInstanceOfSatisfying(
              RecordsRefusedException.class,
              refused ->
                  assertThat(refused.refusals())
                      .singleElement()
                      .satisfies(
                          refusal -> {
                            assertThat(refusal.entry()).isEqualTo(tooLong.id());
                            assertThat(refusal.reason())
                                .isEqualTo("it has 65458 bytes, a datagram at most 65457");
                          }));
      deliver(sink, 0, withNote(2, fits), entry(3), entry(4));

      String first = receive(subscriber);
      assertThat(first.getBytes(UTF_8)).hasSize(LARGEST);
      assertThat(first).contains("call-2", "\uD83D\uDE00");
      assertThat(receive(subscriber)).contains("call-3");
      assertThat(receive(subscriber)).contains("call-4");
      assertThat(sink.errors()).isEqualTo(1);
      assertThat(sink.lastError()).contains("it has 65458 bytes, a datagram at most 65457");
    }
  }

  @Test
  void aReplaySendsTheEventAgainAndOneThatIsTooLongIsRefusedAgain() throws Exception {
    try (DatagramSocket subscriber = subscriber();
        EventSink sink = sink(subscriber.getLocalPort())) {
      JournalEntry tooLong = withNote(2, "x".repeat(LARGEST));
      List<JournalEntry> both = List.of(entry(1), tooLong);
      assertThatThrownBy(() -> sink.replay(SinkContract.JOURNAL, both))
          .isInstanceOf(RecordsRefusedException.class);
      sink.replay(SinkContract.JOURNAL, List.of(entry(1)));
      sink.replay(SinkContract.JOURNAL, List.of(withNote(2, "mended")));
      sink.replay(SinkContract.JOURNAL, List.of(entry(1)));

      assertThat(receive(subscriber)).contains("call-1");
      assertThat(receive(subscriber)).contains("call-2", "mended");
      assertThat(receive(subscriber)).contains("call-1");
    }
  }

  private EventSink sink(int port) throws WrongSocketException {
    return new EventSink(
        "evi-test", EventName.E_ACC_CDR, UdpTransport.parse("127.0.0.1:" + port), directory);
  }

  private static void deliver(EventSink sink, long from, JournalEntry... entries) throws Exception {
    JournalPosition begin = sink.position(SinkContract.JOURNAL, place(from));
    sink.deliver(SinkContract.JOURNAL, begin, place(from + entries.length), List.of(entries));
  }

  private static JournalEntry withNote(long number, String note) {
    RecordEntry entry = (RecordEntry) entry(number);
    AccountingRecord record = entry.record();
    return new RecordEntry(
        entry.position(),
        entry.id(),
        new AccountingRecord(
            record.kind(),
            record.backend(),
            record.table(),
            record.columns(),
            Optional.empty(),
            record.policyVersion(),
            record.core(),
            record.timing(),
            List.of(new Field("note", note)),
            List.of()));
  }

  private static DatagramSocket subscriber() throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String receive(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST + 1], LARGEST + 1);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), UTF_8);
  }

  private static JournalEntry entry(long number) {
    return SampleEntries.entry(Backend.EVI, number);
  }

  private static JournalPosition place(long sequence) {
    return new JournalPosition(0, sequence);
  }
}
