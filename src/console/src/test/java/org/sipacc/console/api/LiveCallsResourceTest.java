package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import javax.ws.rs.core.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.LiveCalls.EndOutcome;

class LiveCallsResourceTest {
  private final TestCalls calls = new TestCalls();
  private final LiveCallsResource resource = new LiveCallsResource(calls.service());

  @Test
  void callsAreFoundByIdAndByCallId() {
    String call = CallJson.of(TestCalls.RINGING).toString();

    assertThat(resource.list(null, Requests.by(Role.VIEWER)).getEntity())
        .isEqualTo("{\"calls\":[" + call + "]}");
    assertThat(resource.list("c1@example", Requests.by(Role.VIEWER)).getEntity())
        .isEqualTo("{\"calls\":[" + call + "]}");
    assertThat(resource.list("other", Requests.by(Role.VIEWER)).getEntity())
        .isEqualTo("{\"calls\":[]}");
    assertThat(resource.show("1a2b", Requests.by(Role.VIEWER)).getEntity()).isEqualTo(call);
    assertThat(resource.show("other", Requests.by(Role.VIEWER)).getStatus()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "ENDING, 202",
    "NOT_FOUND, 404",
    "ALREADY_ENDING, 409",
    "NOT_SUPPORTED, 501",
  })
  void whatCameOfEndingACallIsTheStatus(EndOutcome outcome, int status) {
    calls.ending(outcome);

    Response byPath = resource.end("1a2b");
    Response byQuery = resource.endByQuery("c/1@example");

    assertThat(byPath.getStatus()).isEqualTo(status);
    assertThat(byQuery.getStatus()).isEqualTo(status);
    assertThat(byPath.getMediaType())
        .hasToString(status == 202 ? "application/json" : "application/problem+json");
    assertThat(calls.ended).containsExactly("1a2b", "c/1@example");
  }

  @Test
  void nothingIsEndedThatIsNotNamed() {
    assertThat(resource.endByQuery(null).getStatus()).isEqualTo(400);
    assertThat(resource.endByQuery("").getStatus()).isEqualTo(400);
    assertThat(calls.ended).isEmpty();
  }
}
