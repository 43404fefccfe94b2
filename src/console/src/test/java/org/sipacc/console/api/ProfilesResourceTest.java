package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.parameter.Role;

class ProfilesResourceTest {
  private static final String CALLS = "\"calls\":[" + CallJson.of(TestCalls.RINGING) + "]}";

  private final TestCalls calls = new TestCalls();
  private final ProfilesResource resource = new ProfilesResource(calls.service());

  @Test
  void profilesAreListedByNameWithTheirSize() {
    assertThat(resource.list().getEntity())
        .isEqualTo(
            "{\"profiles\":[{\"name\":\"active\",\"has_value\":false,\"size\":1},"
                + "{\"name\":\"caller\",\"has_value\":true,\"size\":1}]}");
  }

  @Test
  void aProfileWithValuesCountsThem() {
    assertThat(resource.show("caller", null, Requests.by(Role.OPERATOR)).getEntity())
        .isEqualTo(
            "{\"name\":\"caller\",\"has_value\":true,\"size\":1,"
                + "\"values\":[{\"value\":\"alice\",\"count\":1}],"
                + CALLS);
    assertThat(resource.show("caller", "bob", Requests.by(Role.OPERATOR)).getEntity())
        .isEqualTo(
            "{\"name\":\"caller\",\"has_value\":true,\"size\":0,\"values\":[],\"calls\":[]}");
  }

  @Test
  void aProfileWithoutValuesHasNone() {
    assertThat(resource.show("active", null, Requests.by(Role.OPERATOR)).getEntity())
        .isEqualTo("{\"name\":\"active\",\"has_value\":false,\"size\":1," + CALLS);
  }

  @Test
  void theCallsOfAValueAreEnded() {
    assertThat(resource.end("caller", "alice", Requests.by(Role.OPERATOR)).getStatus())
        .isEqualTo(202);
    assertThat(calls.ended).containsExactly("callerOptional[alice]");
  }

  @Test
  void aProfileThatIsNotDeclaredIsNotThere() {
    assertThatThrownBy(() -> resource.end("cellar", null, Requests.by(Role.OPERATOR)))
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            e -> assertThat(e.getResponse().getStatus()).isEqualTo(404))
        .hasMessageContaining("declared are active, caller");
    assertThat(calls.ended).isEmpty();
  }
}
