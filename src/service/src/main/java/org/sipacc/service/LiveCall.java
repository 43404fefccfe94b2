package org.sipacc.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that is being set up or is up, as the live view and the dialog commands show it.
 *
 * @param id names the call in commands; OpenSIPS's dialog ID
 * @param uid the id of its summary, which table {@code calls} and every record carry
 * @param toTag "" before the answer
 * @param source where the INVITE came from, as {@code udp:192.0.2.1:5060}
 * @param targets where it was sent last
 * @param accounted the backends and flags it is marked for, as {@code db:cdr|missed}
 * @param expires when its lifetime is over; empty before the answer
 * @param flags the words of {@code create_dialog}
 * @param profiles each profile it belongs to with its value, "" for a profile without values
 * @param values {@code $dlg_val}
 */
public record LiveCall(
    String id,
    String uid,
    String callId,
    String fromTag,
    String toTag,
    String fromUri,
    String toUri,
    String requestUri,
    String source,
    String userAgent,
    List<String> targets,
    State state,
    String policyVersion,
    List<String> accounted,
    Instant invited,
    Optional<Instant> answered,
    Optional<Instant> expires,
    Duration lifetime,
    List<String> flags,
    Map<String, String> profiles,
    Map<String, String> values) {
  public LiveCall {
    targets = List.copyOf(targets);
    accounted = List.copyOf(accounted);
    flags = List.copyOf(flags);
    profiles = Map.copyOf(profiles);
    values = Map.copyOf(values);
  }

  /** The states of OpenSIPS's dialog module. */
  public enum State {
    /** No provisional reply yet. */
    UNCONFIRMED(1),
    /** A provisional reply came. */
    EARLY(2),
    /** Answered, the ACK has not been seen. */
    CONFIRMED_NO_ACK(3),
    CONFIRMED(4),
    /** It is about to leave the list. */
    ENDED(5);

    private final int number;

    State(int number) {
      this.number = number;
    }

    static State ofNumber(int number) {
      return Stream.of(values()).filter(state -> state.number == number).findFirst().orElseThrow();
    }

    /** OpenSIPS's number for it, {@code $DLG_status}. */
    public int number() {
      return number;
    }
  }
}
