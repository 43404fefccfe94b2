package org.sipacc.journal;

import java.util.List;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.CallSummary.Attempt;
import org.sipacc.accounting.CallSummary.EndedBy;
import org.sipacc.accounting.CallSummary.Outcome;

/** The field set, version 1, of a {@link CallSummary} in the journal. */
final class SummaryCodec {
  static final int VERSION = 1;

  private SummaryCodec() {}

  static void encode(CallSummary summary, EntryBuffer out) {
    out.id(summary.uid());
    out.string(summary.callId());
    out.string(summary.fromTag());
    out.string(summary.toTag());
    out.string(summary.fromUri());
    out.string(summary.toUri());
    out.string(summary.requestUri());
    out.string(summary.source());
    out.string(summary.userAgent());
    out.instant(summary.invited());
    out.optionalInstant(summary.firstProvisional());
    out.optionalInstant(summary.ringing());
    out.optionalInstant(summary.answered());
    out.instant(summary.ended());
    out.u8(code(summary.outcome()));
    out.signedVarInt(summary.code());
    out.string(summary.reason());
    out.u8(code(summary.endedBy()));
    out.string(summary.cause());
    out.string(summary.evidence());
    out.string(summary.policyVersion());
    encodeAttempts(summary.attempts(), out);
  }

  static CallSummary decode(EntryInput in) {
    return new CallSummary(
        in.id(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.string(),
        in.instant(),
        in.optionalInstant(),
        in.optionalInstant(),
        in.optionalInstant(),
        in.instant(),
        outcome(in),
        in.intValue(),
        in.string(),
        endedBy(in),
        in.string(),
        in.string(),
        in.string(),
        in.list(() -> decodeAttempt(in)));
  }

  private static void encodeAttempts(List<Attempt> attempts, EntryBuffer out) {
    out.varInt(attempts.size());
    for (Attempt attempt : attempts) {
      out.string(attempt.target());
      out.instant(attempt.started());
      out.optionalInstant(attempt.ended());
      out.signedVarInt(attempt.code());
      out.string(attempt.reason());
    }
  }

  private static Attempt decodeAttempt(EntryInput in) {
    return new Attempt(in.string(), in.instant(), in.optionalInstant(), in.intValue(), in.string());
  }

  private static int code(Outcome outcome) {
    return switch (outcome) {
      case ANSWERED -> 1;
      case FAILED -> 2;
      case CANCELLED -> 3;
    };
  }

  private static Outcome outcome(EntryInput in) {
    int code = in.u8();
    return switch (code) {
      case 1 -> Outcome.ANSWERED;
      case 2 -> Outcome.FAILED;
      case 3 -> Outcome.CANCELLED;
      default -> throw in.unreadable("outcome " + code);
    };
  }

  private static int code(EndedBy endedBy) {
    return switch (endedBy) {
      case CALLER -> 1;
      case CALLEE -> 2;
      case PROXY -> 3;
      case UNKNOWN -> 4;
    };
  }

  private static EndedBy endedBy(EntryInput in) {
    int code = in.u8();
    return switch (code) {
      case 1 -> EndedBy.CALLER;
      case 2 -> EndedBy.CALLEE;
      case 3 -> EndedBy.PROXY;
      case 4 -> EndedBy.UNKNOWN;
      default -> throw in.unreadable("ended by " + code);
    };
  }
}
