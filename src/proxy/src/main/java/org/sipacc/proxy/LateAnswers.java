package org.sipacc.proxy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipacc.accounting.CallEvent.Progressed;
import org.sipacc.accounting.CallEvent.ReplySent;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.dialog.DialogPaths;
import org.sipacc.accounting.dialog.DialogPaths.Path;

/**
 * Answers to INVITEs that a former life of this server had sent on: the engine passes those of
 * known calls on to the caller, and they are accounted here. A 2xx that came before comes again if
 * the former life took its ACK along.
 */
final class LateAnswers {
  private final Proxying proxying;

  LateAnswers(Proxying proxying) {
    this.proxying = proxying;
  }

  /** Takes an answer, on a SIP thread; says whether the caller shall get it. */
  boolean take(Map<String, Object> told) {
    FormerResponse answer = new FormerResponse(told);
    List<Dialog> calls =
        proxying.accounting().dialogs().begunBefore(answer.callId()).stream()
            .filter(dialog -> dialog.callerTag().equals(answer.fromTag()))
            .filter(dialog -> dialog.answered().isEmpty() || reply(answer).isSuccess())
            .toList();
    // of one that spiralled each goes back to where it came from
    Optional<Dialog> call =
        calls.stream()
            .filter(dialog -> dialog.accounting().request().source().equals(answer.target()))
            .findFirst()
            .or(() -> calls.stream().findFirst());
    call.filter(dialog -> !dialog.accounting().hasAnswerOf(answer.toTag()))
        .ifPresent(dialog -> take(answer, dialog));
    return call.isPresent();
  }

  private void take(FormerResponse answer, Dialog dialog) {
    Instant now = dialog.clock().now();
    Reply reply = reply(answer);
    if (!reply.isFinal()) {
      proxying.accounting().record(dialog, new Progressed(now, reply));
      return;
    }
    if (reply.isSuccess() && dialog.answered().isEmpty()) {
      dialog
          .callerPath()
          .map(caller -> new DialogPaths(answer.callId(), caller, callee(answer)))
          .ifPresent(dialog::setPaths);
    }
    proxying.accounting().record(dialog, new ReplySent(now, reply));
  }

  private static Reply reply(FormerResponse answer) {
    return Reply.received(answer.status(), answer.reason(), answer.toTag());
  }

  private Path callee(FormerResponse answer) {
    return new Path(
        answer.to(),
        answer.contact(),
        CallPaths.routesAbove(proxying.engine(), answer.recordRoutes()),
        answer.cseq(),
        answer.transport());
  }
}
