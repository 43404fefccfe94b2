package org.sipacc.backends.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.Sink;
import org.sipacc.delivery.SinkContract;

/** The sinks' contract for a transport, kept against the protocol's other end. */
abstract class EventSinkContract implements SinkContract {
  private static final Duration ARRIVAL = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Receiver receiver;
  private int seen;

  abstract Receiver receiver(Path directory) throws Exception;

  @BeforeEach
  void open() throws Exception {
    receiver = receiver(directory);
    receiver.open();
  }

  @AfterEach
  void close() throws Exception {
    receiver.close();
  }

  @Override
  public Sink openSink() throws Exception {
    return new EventSink(
        "evi-test",
        EventName.E_ACC_CDR,
        new EventTransports("/sipacc/0", Optional.of("secret")).of(receiver.socket()),
        directory);
  }

  @Override
  public Backend backend() {
    return Backend.EVI;
  }

  /** What has arrived when for a while nothing more does. */
  @Override
  public List<String> stored() {
    Awaitility.await().atMost(SOON).during(ARRIVAL).until(this::nothingCame);
    return Receiver.callIds(receiver.received());
  }

  @Override
  public void breakDestination() throws Exception {
    receiver.shut();
  }

  @Override
  public void mendDestination() throws Exception {
    receiver.open();
  }

  private boolean nothingCame() {
    int now = receiver.received().size();
    boolean same = now == seen;
    seen = now;
    return same;
  }
}
