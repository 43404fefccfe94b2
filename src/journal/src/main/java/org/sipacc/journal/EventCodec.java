package org.sipacc.journal;

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
import org.sipacc.accounting.Reply;

/** The fields of a {@link CallEvent} in the journal. */
final class EventCodec {
  private static final int ATTEMPT_STARTED = 1;
  private static final int PROGRESSED = 2;
  private static final int TARGET_REPLIED = 3;
  private static final int ATTEMPT_FAILED = 4;
  private static final int CANCELLED = 5;
  private static final int REPLY_SENT = 6;
  private static final int REPLIED_STATELESSLY = 7;
  private static final int BYE_RECEIVED = 8;
  private static final int ENDED = 9;

  private EventCodec() {}

  static void encode(CallEvent event, EntryBuffer out) {
    if (event instanceof AttemptStarted e) {
      begin(ATTEMPT_STARTED, event, out);
      out.varInt(e.targets().size());
      e.targets().forEach(out::string);
    } else if (event instanceof Progressed e) {
      begin(PROGRESSED, event, out);
      encode(e.reply(), out);
    } else if (event instanceof TargetReplied e) {
      begin(TARGET_REPLIED, event, out);
      out.string(e.target());
      encode(e.reply(), out);
    } else if (event instanceof AttemptFailed e) {
      begin(ATTEMPT_FAILED, event, out);
      encode(e.reply(), out);
    } else if (event instanceof Cancelled e) {
      begin(CANCELLED, event, out);
      out.string(e.cause().name());
    } else if (event instanceof ReplySent e) {
      begin(REPLY_SENT, event, out);
      encode(e.reply(), out);
    } else if (event instanceof RepliedStatelessly e) {
      begin(REPLIED_STATELESSLY, event, out);
      encode(e.reply(), out);
    } else if (event instanceof ByeReceived e) {
      begin(BYE_RECEIVED, event, out);
      out.string(e.cause().name());
    } else if (event instanceof Ended e) {
      begin(ENDED, event, out);
      out.string(e.cause().name());
    }
  }

  private static void begin(int type, CallEvent event, EntryBuffer out) {
    out.u8(type);
    out.instant(event.at());
  }

  static CallEvent decode(EntryInput in) {
    int type = in.u8();
    var at = in.instant();
    return switch (type) {
      case ATTEMPT_STARTED -> new AttemptStarted(at, in.list(in::string));
      case PROGRESSED -> new Progressed(at, reply(in));
      case TARGET_REPLIED -> new TargetReplied(at, in.string(), reply(in));
      case ATTEMPT_FAILED -> new AttemptFailed(at, reply(in));
      case CANCELLED -> new Cancelled(at, cause(in));
      case REPLY_SENT -> new ReplySent(at, reply(in));
      case REPLIED_STATELESSLY -> new RepliedStatelessly(at, reply(in));
      case BYE_RECEIVED -> new ByeReceived(at, cause(in));
      case ENDED -> new Ended(at, cause(in));
      default -> throw in.unreadable("call event " + type);
    };
  }

  private static void encode(Reply reply, EntryBuffer out) {
    out.signedVarInt(reply.status());
    out.string(reply.reason());
    out.string(reply.toTag());
    out.u8(reply.received() ? 1 : 0);
    out.u8(reply.hasBody() ? 1 : 0);
  }

  private static Reply reply(EntryInput in) {
    return new Reply(in.intValue(), in.string(), in.string(), in.flag(), in.flag());
  }

  private static EndCause cause(EntryInput in) {
    String name = in.string();
    try {
      return EndCause.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw in.unreadable("end cause " + name);
    }
  }
}
