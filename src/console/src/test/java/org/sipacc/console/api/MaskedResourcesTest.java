package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.NumberMask;
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
    var call = TestCalls.RINGING;
    assertThat(CallJson.array(List.of(call), NumberMask.NONE).build().toString())
        .contains("sip:alice@example");
    assertThat(Masking.masked(call, THREE).targets()).containsExactly("sip:bob@192.0.2.9:5070");
  }
}
