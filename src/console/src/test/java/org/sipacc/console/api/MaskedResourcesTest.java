package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import javax.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.service.LiveCall;
import org.sipacc.service.search.Masking;

/** What the management interface tells a role that sees numbers masked. */
class MaskedResourcesTest {
  private static final NumberMask THREE = new NumberMask(3);

  private final TestCalls calls = new TestCalls();

  @Test
  void aProfileIsNotAskedForAValueByWhoSeesNumbersMasked() {
    ProfilesResource masked = new ProfilesResource(calls.service(Role.ADMINISTRATOR));

    assertThatThrownBy(() -> masked.show("caller", "alice", Requests.by(Role.VIEWER)))
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(403));
    assertThatThrownBy(() -> masked.end("caller", "alice", Requests.by(Role.OPERATOR)))
        .isInstanceOf(WebApplicationException.class);
    assertThat(masked.show("caller", "alice", Requests.by(Role.ADMINISTRATOR)).getStatus())
        .isEqualTo(200);
    assertThat(masked.show("caller", null, Requests.by(Role.VIEWER)).getStatus()).isEqualTo(200);
  }

  @Test
  void everyNumberOfALiveCallIsMasked() {
    LiveCall call = Masking.masked(liveCall(), THREE);

    assertThat(CallJson.of(call).toString())
        .contains("4930123xxx", "4940123xxx", "c1234567@example")
        .doesNotContain("0123456");
    assertThat(Masking.masked(liveCall(), NumberMask.NONE)).isEqualTo(liveCall());
  }

  @Test
  void ofADeadLetterTheUrisAndTheExtraFieldsAreMasked() {
    Map<String, String> record =
        Map.of(
            "table", "acc2026",
            "callid", "c1234567@example",
            "sip_code", "486",
            "time", "2026-03-01T12:00:00Z",
            "ms_duration", "123456",
            "src_user", "4930123456",
            "code", "4930123456",
            "leg1.callee", "sip:4930123456@a");

    assertThat(Masking.masked("cdr", record, CoreColumns.DEFAULT, THREE))
        .containsEntry("src_user", "4930123xxx")
        .containsEntry("code", "4930123xxx")
        .containsEntry("leg1.callee", "sip:4930123xxx@a")
        .containsEntry("callid", "c1234567@example")
        .containsEntry("sip_code", "486")
        .containsEntry("time", "2026-03-01T12:00:00Z")
        .containsEntry("ms_duration", "123456")
        .containsEntry("table", "acc2026");
    assertThat(
            Masking.masked(
                "call",
                Map.of("from_uri", "sip:4930123456@a", "code", "486", "callid", "123456"),
                CoreColumns.DEFAULT,
                THREE))
        .containsEntry("from_uri", "sip:4930123xxx@a")
        .containsEntry("code", "486")
        .containsEntry("callid", "123456");
  }

  private static LiveCall liveCall() {
    LiveCall call = TestCalls.RINGING;
    return new LiveCall(
        call.id(),
        call.uid(),
        "c1234567@example",
        call.fromTag(),
        call.toTag(),
        "sip:4930123456@example",
        "sip:4940123456@example",
        "sip:4940123456;x=y@192.0.2.9",
        call.source(),
        call.userAgent(),
        List.of("sip:4940123456@192.0.2.9:5070"),
        call.state(),
        call.policyVersion(),
        call.accounted(),
        call.invited(),
        call.answered(),
        call.expires(),
        call.lifetime(),
        call.flags(),
        Map.of("caller", "4930123456"),
        Map.of("k", "4930123456"));
  }
}
