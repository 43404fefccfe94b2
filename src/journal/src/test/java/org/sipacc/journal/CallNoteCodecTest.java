package org.sipacc.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipacc.accounting.AccountingSnapshot;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.CallEvent.AttemptFailed;
import org.sipacc.accounting.CallEvent.AttemptStarted;
import org.sipacc.accounting.CallEvent.ByeReceived;
import org.sipacc.accounting.CallEvent.Cancelled;
import org.sipacc.accounting.CallEvent.Ended;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.RepliedStatelessly;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.CallEvent.TargetReplied;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Flag;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.dialog.CallSnapshot;
import org.sipacc.accounting.dialog.DialogFlag;
import org.sipacc.accounting.dialog.DialogPaths;
import org.sipacc.accounting.dialog.DialogPaths.Path;

/**
 * The bytes printed here are in people's journals. If one of these tests fails, the change needs a
 * new version of the field set beside the old one, not new bytes.
 */
class CallNoteCodecTest {
  private static final Instant INVITED = Instant.parse("2023-11-14T22:13:20.123456789Z");
  private static final Instant ANSWERED = INVITED.plusSeconds(5);
  private static final TimeOrderedId UID = TimeOrderedId.of(INVITED.toEpochMilli(), 7, 42);
  private static final ByeReceived BYE =
      new ByeReceived(ANSWERED.plusSeconds(60), EndCause.UPSTREAM_BYE);

  private static final String SNAPSHOT =
      "0000019bb5d149e581010000018bcfe6eea00000000000000029096162632e363535333606494e56"
          + "49544504633140610366743100077369703a614061077369703a624062077369703a624062127564"
          + "703a3139322e302e322e313a353036300970686f6e652f312e3080c49fd50c959aef3a018bcfe568"
          + "7b0007000000000000002a01330102646201036364720180c49fd50c959aef3a0361636301066361"
          + "6c6c657205616c69636502010663616c6c6572016100010275610570686f6e65020180c49fd50c95"
          + "9aef3a01127369703a62c3b662403139322e302e322e32068ac49fd50c959aef3a9003024f4b0374"
          + "7431010080dccc14018ae7a4d50c959aef3a010e6279652d6f6e2d74696d656f7574010f7369703a"
          + "62403139322e302e322e32010576616c75650131010770726f66696c6500010463314061113c7369"
          + "703a6140613e3b7461673d6674310f7369703a61403139322e302e322e3101123c7369703a313932"
          + "2e302e322e393b6c723e0003756470113c7369703a6240623e3b7461673d7474310f7369703a6240"
          + "3139322e302e322e320080d0acf30e03746370";
  private static final String BYE_NOTE =
      "0000003915282fa382010000018bcfe6eea00000000000000029018bcfe5687b0007000000000000"
          + "002a0882c59fd50c959aef3a0c555053545245414d5f425945";
  private static final String OVER =
      "000000228b19d12383010000018bcfe6eea00000000000000029018bcfe5687b0007000000000000" + "002a";

  static Stream<CallNote> notes() {
    return Stream.of(
        new CallNote.Snapshot(answered()),
        new CallNote.Snapshot(ringing()),
        new CallNote.Bye(UID, BYE),
        new CallNote.Over(UID));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void aNoteComesBackAsItWas(CallNote note) {
    assertThat(decode(encoded(note))).contains(note);
  }

  @Test
  void theBytesOfNotesAreThese() {
    assertThat(hex(new CallNote.Snapshot(plain()))).isEqualTo(SNAPSHOT);
    assertThat(hex(new CallNote.Bye(UID, BYE))).isEqualTo(BYE_NOTE);
    assertThat(hex(new CallNote.Over(UID))).isEqualTo(OVER);
  }

  @Test
  void aNoteOfANewerVersionIsRefused() {
    byte[] bytes = encoded(new CallNote.Snapshot(plain()));
    bytes[9]++;
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("run the version that wrote it");
  }

  /** Nothing in it has an order of its own, so its bytes are always the same. */
  private static CallSnapshot plain() {
    return snapshot(
        Map.of(Backend.DB, Set.of(Flag.CDR)),
        Map.of("caller", "alice"),
        List.of(
            new AttemptStarted(INVITED, List.of("sip:b\u00f6b@192.0.2.2")),
            new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1"))),
        Optional.of(INVITED.plusSeconds(43_205)),
        Set.of(DialogFlag.BYE_ON_TIMEOUT),
        paths());
  }

  private static CallSnapshot answered() {
    return snapshot(
        Map.of(
            Backend.DB, Set.of(Flag.CDR, Flag.MISSED, Flag.FAILED), Backend.LOG, Set.of(Flag.CDR)),
        Map.of("caller", "alice", "src", "a\r\nb;\"\ud83d\ude42", "empty", ""),
        List.of(
            new AttemptStarted(INVITED, List.of("sip:b@192.0.2.2", "sip:c@192.0.2.3")),
            new Progressed(INVITED, new Reply(183, "Session Progress", "tt1", true, true)),
            new TargetReplied(INVITED, "sip:c@192.0.2.3", Reply.received(486, "Busy", "tt2")),
            new AttemptFailed(INVITED, Reply.TIMEOUT),
            new Cancelled(INVITED, EndCause.MI_TERMINATION),
            new RepliedStatelessly(INVITED, Reply.local(404, "Not Found", "")),
            new ReplySent(ANSWERED, Reply.received(200, "OK", "tt1")),
            BYE,
            new Ended(BYE.at(), EndCause.UNSEEN)),
        Optional.of(ANSWERED.plusSeconds(3_600)),
        Set.of(DialogFlag.values()),
        paths());
  }

  private static CallSnapshot ringing() {
    return snapshot(
        Map.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Set.of(),
        DialogPaths.ringing("c1@a", paths().caller()));
  }

  private static DialogPaths paths() {
    return new DialogPaths(
        "c1@a",
        new Path("<sip:a@a>;tag=ft1", "sip:a@192.0.2.1", List.of("<sip:192.0.2.9;lr>"), 0, "udp"),
        new Path("<sip:b@b>;tag=tt1", "sip:b@192.0.2.2", List.of(), 4_000_000_000L, "tcp"));
  }

  private static CallSnapshot snapshot(
      Map<Backend, Set<Flag>> marks,
      Map<String, String> extras,
      List<CallEvent> events,
      Optional<Instant> expires,
      Set<DialogFlag> flags,
      DialogPaths paths) {
    RequestFacts invite =
        new RequestFacts(
            "INVITE",
            "c1@a",
            "ft1",
            "",
            "sip:a@a",
            "sip:b@b",
            "sip:b@b",
            "udp:192.0.2.1:5060",
            "phone/1.0",
            INVITED);
    AccountingSnapshot accounting =
        new AccountingSnapshot(
            invite,
            UID,
            "3",
            marks,
            Optional.of(INVITED),
            "acc",
            extras,
            List.of(Map.of("caller", "a"), Map.of()),
            Map.of("ua", "phone"),
            events);
    return new CallSnapshot(
        "abc.65536",
        accounting,
        Duration.ofHours(12),
        expires,
        flags,
        List.of("sip:b@192.0.2.2"),
        Map.of("value", "1"),
        Map.of("profile", ""),
        Optional.of(paths));
  }

  private static byte[] encoded(CallNote note) {
    EntryBuffer buffer = new EntryBuffer();
    EntryCodec.encode(note, buffer);
    EntryCodec.stamp(buffer, 1_700_000_100_000L, new JournalPosition(2, 41), new CRC32C());
    return Arrays.copyOf(buffer.bytes(), buffer.size());
  }

  private static String hex(CallNote note) {
    return HexFormat.of().formatHex(encoded(note));
  }

  private static Optional<CallNote> decode(byte[] bytes) {
    int length = ByteBuffer.wrap(bytes).getInt();
    return EntryCodec.decodeNote(Frame.of(bytes, 0, length));
  }
}
