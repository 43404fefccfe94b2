package org.sipacc.proxy;

import java.time.Instant;
import java.util.Map;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.proxy.RouteSignature.Signed;
import org.sipacc.service.Accounting;

/**
 * Requests of calls that belong to another node: they go to that node while it is alive. When it is
 * dead they go past it, and the instant of a BYE is left for it.
 */
final class ForeignCalls {
  private final Accounting accounting;
  private final int node;

  ForeignCalls(Accounting accounting) {
    this.accounting = accounting;
    this.node = accounting.parameters().get(Catalogue.NODE);
  }

  /** Whether the call belongs to another node. */
  boolean has(Signed signed) {
    return signed.node().isPresent() && signed.node().getAsInt() != node;
  }

  /** What shall become of a request of such a call. */
  Map<String, Object> decide(FormerRequest request, Signed signed) {
    if (request.peerAnswers().orElse(false)) {
      return Map.of("relay", true);
    }
    Runnable accepted = () -> seen(request, signed);
    return Map.of("relay", true, "pastPeer", true, "accepted", accepted);
  }

  private void seen(FormerRequest request, Signed signed) {
    if (!request.method().equals("BYE")) {
      return;
    }
    boolean byCaller = request.fromTag().equals(signed.callerTag());
    accounting.leave(
        new ForeignBye(
            request.callId(),
            signed.callerTag(),
            byCaller ? request.toTag() : request.fromTag(),
            Instant.now().minusNanos(System.nanoTime() - request.receivedNanos()),
            byCaller ? EndCause.DOWNSTREAM_BYE : EndCause.UPSTREAM_BYE,
            node,
            signed.node().getAsInt()));
  }
}
