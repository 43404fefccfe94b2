package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.MemoryDestination.Fault;
import org.sipacc.journal.JournalPosition;

/** Where records stand. */
class LedgerTest extends DeliveryBench {
  private Standing.State state(TimeOrderedId id) throws Exception {
    return standing(id).state();
  }

  private Standing standing(TimeOrderedId id) throws Exception {
    List<Standing> standings = delivery.ledger().record(id).orElseThrow().standings();
    assertThat(standings).hasSize(1);
    return standings.get(0);
  }

  @Test
  void aRecordWaitsAndIsDeliveredLater() throws Exception {
    database.fault(Fault.DOWN);
    start(database, syslog);
    TimeOrderedId id = appendCalls(1, 1).get(0);
    journal.sync();
    assertThat(standing(id))
        .isEqualTo(new Standing("db", Standing.State.WAITING, Optional.of(id.time()), ""));

    database.fault(Fault.NONE);
    until(() -> state(id) == Standing.State.DELIVERED);
    assertThat(standing(id).at()).isPresent();
  }

  @Test
  void aDeadLetterIsFollowedToItsEnd() throws Exception {
    database.refuseCall("call-1");
    database.refuseCall("call-2");
    List<TimeOrderedId> ids = appendCalls(1, 3);
    start(database);
    until(() -> database.stored().size() == 1);
    assertThat(state(ids.get(0))).isEqualTo(Standing.State.DEAD_LETTER);
    assertThat(standing(ids.get(0)).reason()).isEqualTo("a CHECK refuses it");

    database.takeCall("call-1");
    delivery.redelivery().replay(DeadLetterFilter.ofId(ids.get(0)), SOON);
    assertThat(state(ids.get(0))).isEqualTo(Standing.State.REPLAYED);

    DeadLetter second = undelivered.deadLetters().find("db", ids.get(1)).orElseThrow();
    delivery.redelivery().discard(second, "a test call");
    assertThat(state(ids.get(1))).isEqualTo(Standing.State.DISCARDED);
    assertThat(standing(ids.get(1)).reason()).isEqualTo("a test call");
  }

  @Test
  void whatADestinationWasLetGoForIsTold() throws Exception {
    undelivered.gaps().add("log", JournalPosition.START, new JournalPosition(0, 2), 2);
    TimeOrderedId gone = journal.append(SampleEntries.cdr(Backend.LOG, 1));
    appendCalls(2, 2);
    TimeOrderedId after = journal.append(SampleEntries.cdr(Backend.LOG, 3));
    start(syslog);
    until(() -> status("log").lag() == 0);
    assertThat(state(gone)).isEqualTo(Standing.State.LET_GO);
    assertThat(state(after)).isEqualTo(Standing.State.DELIVERED);
    assertThat(syslog.callIds()).containsExactly("call-3");
  }

  @Test
  void theRecordsOfACallAreFoundByCallIdAndByTheCallsUid() throws Exception {
    start(database, syslog);
    appendCalls(1, 3);
    TimeOrderedId log = journal.append(SampleEntries.cdr(Backend.LOG, 2));
    journal.sync();
    Ledger.Found byCallId = delivery.ledger().call("call-2", SOON);
    assertThat(byCallId.complete()).isTrue();
    assertThat(byCallId.records())
        .extracting(record -> record.standings().get(0).destination())
        .containsExactly("db", "log");
    String uid = byCallId.records().get(0).callUid().orElseThrow().toString();
    assertThat(delivery.ledger().call(uid, SOON).records())
        .extracting(LedgerRecord::id)
        .endsWith(log)
        .hasSize(2);
    assertThat(delivery.ledger().call("call-9", SOON).records()).isEmpty();
  }

  @Test
  void aSearchWithoutTimeEnoughSaysThatItIsNotComplete() throws Exception {
    start(database);
    appendCalls(1, 1500);
    journal.sync();
    assertThat(delivery.ledger().call("call-1500", Duration.ZERO).complete()).isFalse();
  }

  @Test
  void anUnknownIdIsNothing() throws Exception {
    start(database);
    TimeOrderedId id = appendCalls(1, 1).get(0);
    journal.sync();
    assertThat(delivery.ledger().record(new TimeOrderedId(id.high() + 1, id.low()))).isEmpty();
    assertThat(delivery.ledger().record(new TimeOrderedId(id.high(), id.low() + 1))).isEmpty();
    assertThat(delivery.ledger().record(new TimeOrderedId(id.high(), 0))).isEmpty();
  }
}
