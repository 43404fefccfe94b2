package org.sipacc.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.DeadLetter.State;
import org.sipacc.delivery.MemoryDestination.Fault;

/** What a person does about dead letters. */
class RedeliveryTest extends DeliveryBench {
  private Redelivery redelivery;
  private List<TimeOrderedId> ids;

  @BeforeEach
  void twoDeadLetters() {
    database.refuseCall("call-1");
    database.table("own_acc", false);
    ids = appendCalls(1, 2);
    ids.add(journal.append(SampleEntries.cdr(Backend.DB, "own_acc", 3)));
    start(database);
    until(() -> deadLetters().size() == 2 && database.stored().size() == 1);
    redelivery = delivery.redelivery();
  }

  private DeadLetter letter(TimeOrderedId id) {
    return undelivered.deadLetters().find("db", id).orElseThrow();
  }

  @Test
  void aReplayDeliversOnceAndIsRemembered() throws Exception {
    database.takeCall("call-1");
    DeadLetterFilter one = DeadLetterFilter.ofId(ids.get(0));
    assertThat(redelivery.replay(one, SOON)).isEqualTo(new Replay(1, 0, 0, List.of()));
    assertThat(redelivery.replay(one, SOON)).isEqualTo(new Replay(0, 0, 0, List.of()));
    assertThat(database.callIds()).containsExactly("call-2", "call-1");
    assertThat(letter(ids.get(0)).state()).isEqualTo(State.REPLAYED);

    restart(database);
    assertThat(letter(ids.get(0)).state()).isEqualTo(State.REPLAYED);
    assertThat(undelivered.deadLetters().waiting("db")).isEqualTo(1);
  }

  @Test
  void whatTheDestinationHasAlreadyIsReplayed() throws Exception {
    database.takeCall("call-1");
    database
        .sink()
        .replay(journal.id(), List.of(undelivered.deadLetters().original(letter(ids.get(0)))));
    redelivery.replay(DeadLetterFilter.ofId(ids.get(0)), SOON);
    assertThat(database.callIds()).containsExactly("call-2", "call-1");
    assertThat(letter(ids.get(0)).state()).isEqualTo(State.REPLAYED);
  }

  @Test
  void ofManyThoseThatAreRefusedAgainWaitOn() throws Exception {
    database.table("own_acc", true);
    Replay replay = redelivery.replay(DeadLetterFilter.ALL, SOON);
    assertThat(replay).isEqualTo(new Replay(1, 1, 1, List.of("a CHECK refuses it")));
    assertThat(letter(ids.get(2)).state()).isEqualTo(State.REPLAYED);
    assertThat(letter(ids.get(0)).state()).isEqualTo(State.WAITING);
  }

  @Test
  void aReplayDuringAnOutageChangesNothing() {
    database.fault(Fault.DOWN);
    assertThatThrownBy(() -> redelivery.replay(DeadLetterFilter.ALL, SOON))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("connection refused");
    assertThat(deadLetters()).extracting(DeadLetter::state).containsOnly(State.WAITING);
  }

  @Test
  void aMendedRecordIsReplayedAndTheOriginalIsKept() throws Exception {
    redelivery.mend(letter(ids.get(2)), Map.of("table", Optional.of("acc")), "dropped by mistake");
    redelivery.mend(letter(ids.get(2)), Map.of("callid", Optional.of("call-3x")), "again");
    redelivery.replay(DeadLetterFilter.ofId(ids.get(2)), SOON);

    assertThat(database.callIds()).containsExactly("call-2", "call-3x");
    DeadLetter letter = letter(ids.get(2));
    assertThat(letter.mended()).isTrue();
    assertThat(letter.comment()).isEqualTo("again");
    assertThat(redelivery.record(letter).original())
        .containsEntry("table", "own_acc")
        .containsEntry("callid", "call-3");
    assertThat(redelivery.record(letter).mended().orElseThrow())
        .containsEntry("table", "acc")
        .containsEntry("callid", "call-3x");
  }

  @Test
  void whatIsDiscardedIsNotReplayedNorMended() throws Exception {
    redelivery.discard(letter(ids.get(0)), "a test call");
    database.takeCall("call-1");
    assertThat(redelivery.replay(DeadLetterFilter.ofId(ids.get(0)), SOON).replayed()).isZero();
    assertThatThrownBy(
            () -> redelivery.mend(letter(ids.get(0)), Map.of("callid", Optional.of("c")), ""))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> redelivery.discard(letter(ids.get(0)), ""))
        .isInstanceOf(IllegalStateException.class);
    assertThat(letter(ids.get(0)).comment()).isEqualTo("a test call");
    assertThat(database.callIds()).containsExactly("call-2");
  }

  @Test
  void deadLettersOfABackendThatIsGoneAreNotReplayed() throws Exception {
    restart(syslog);
    assertThatThrownBy(() -> delivery.redelivery().replay(DeadLetterFilter.ALL, SOON))
        .isInstanceOf(SinkUnavailableException.class)
        .hasMessageContaining("no backend db");
  }

  @Test
  void aFilterFindsByEachOfItsParts() {
    DeadLetter first = letter(ids.get(0));
    DeadLetter third = letter(ids.get(2));
    assertThat(find(Optional.of("own_acc"), Optional.empty(), Optional.empty()))
        .containsExactly(third);
    assertThat(find(Optional.empty(), Optional.of("check"), Optional.empty()))
        .containsExactly(first);
    assertThat(find(Optional.empty(), Optional.empty(), Optional.of(Instant.EPOCH)))
        .containsExactly(first, third);
    assertThat(find(Optional.empty(), Optional.empty(), Optional.of(Instant.now().plusSeconds(60))))
        .isEmpty();
    assertThat(redelivery.find(DeadLetterFilter.ALL.in("log"), 10)).isEmpty();
    assertThat(redelivery.find(DeadLetterFilter.ALL.in(State.REPLAYED), 10)).isEmpty();
    assertThat(redelivery.find(DeadLetterFilter.ALL, 1)).containsExactly(first);
  }

  private List<DeadLetter> find(
      Optional<String> table, Optional<String> reason, Optional<Instant> since) {
    DeadLetterFilter all = DeadLetterFilter.ALL;
    return redelivery.find(
        new DeadLetterFilter(
            all.destination(),
            all.id(),
            table,
            all.call(),
            since,
            all.until(),
            reason,
            all.state()),
        10);
  }
}
