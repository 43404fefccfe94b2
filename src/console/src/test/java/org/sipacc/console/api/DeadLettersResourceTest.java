package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import javax.json.Json;
import javax.json.JsonObject;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.parameter.Role;

class DeadLettersResourceTest {
  @TempDir private Path directory;
  private DeadLettersResource resource;
  private BackendsResource backendsResource;
  private LedgerResource ledgerResource;
  private TestBackends backends;
  private String id;

  @BeforeEach
  void oneIsRefused() throws Exception {
    backends = new TestBackends(directory);
    resource = new DeadLettersResource(backends.service());
    backendsResource = new BackendsResource(backends.service());
    ledgerResource = new LedgerResource(backends.service());
    backends.record("c1", "acc");
    id = backends.record("c2", "own_acc").toString();
  }

  @AfterEach
  void close() throws Exception {
    backends.close();
  }

  private static DeadLetterQuery query() {
    DeadLetterQuery query = new DeadLetterQuery();
    query.limit = 1000;
    return query;
  }

  private static JsonObject json(Response response) {
    return Json.createReader(new StringReader((String) response.getEntity())).readObject();
  }

  @Test
  void theListHasThoseThatMatch() {
    JsonObject all = json(resource.list(query()));
    assertThat(all.getInt("total")).isEqualTo(1);
    JsonObject letter = all.getJsonArray("dead_letters").getJsonObject(0);
    assertThat(letter.getString("id")).isEqualTo(id);
    assertThat(letter.getString("state")).isEqualTo("waiting");
    assertThat(letter.getString("reason")).isEqualTo("there is no table own_acc");

    DeadLetterQuery other = query();
    other.table = "acc";
    assertThat(json(resource.list(other)).getInt("total")).isZero();
  }

  @Test
  void aQueryThatCannotBeReadIsABadRequest() {
    DeadLetterQuery when = query();
    when.since = "yesterday";
    DeadLetterQuery state = query();
    state.state = "lost";
    DeadLetterQuery limit = query();
    limit.limit = 0;
    for (DeadLetterQuery query : new DeadLetterQuery[] {when, state, limit}) {
      assertThatThrownBy(() -> resource.list(query))
          .isInstanceOfSatisfying(
              WebApplicationException.class,
              e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
    }
    assertThatThrownBy(() -> resource.show("x", query(), Requests.by(Role.OPERATOR)))
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            e -> assertThat(e.getResponse().getStatus()).isEqualTo(400));
  }

  @Test
  void anUnknownIdIsNotFound() {
    assertThatThrownBy(
            () -> resource.show(id.replaceFirst("..$", "ZZ"), query(), Requests.by(Role.OPERATOR)))
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            e -> assertThat(e.getResponse().getStatus()).isEqualTo(404));
  }

  @Test
  void aMendedRecordIsReplayedOnce() throws Exception {
    JsonObject mended =
        json(
            resource.mend(
                id,
                query(),
                "moved",
                "{\"table\":\"acc\",\"score\":3}",
                Requests.by(Role.OPERATOR)));
    assertThat(mended.getJsonObject("record").getString("table")).isEqualTo("own_acc");
    assertThat(mended.getJsonObject("mended_record").getString("table")).isEqualTo("acc");
    assertThat(mended.getJsonObject("mended_record").getString("score")).isEqualTo("3");
    assertThat(mended.getString("comment")).isEqualTo("moved");

    assertThat(json(resource.replay(id, query())).getInt("replayed")).isEqualTo(1);
    assertThat(backends.stored).containsExactly("c1", "c2");
    assertThat(resource.replay(id, query()).getStatus()).isEqualTo(409);
    assertThat(
            resource
                .mend(id, query(), "", "{\"table\":\"acc\"}", Requests.by(Role.OPERATOR))
                .getStatus())
        .isEqualTo(409);
  }

  @Test
  void whatCannotBeMendedIsUnprocessable() throws Exception {
    for (String body : new String[] {"[]", "{", "{}", "{\"time\":\"noon\"}", "{\"a\":{}}"}) {
      assertThat(resource.mend(id, query(), "", body, Requests.by(Role.OPERATOR)).getStatus())
          .as(body)
          .isEqualTo(422);
    }
  }

  @Test
  void allThatMatchAreReplayed() throws Exception {
    JsonObject refused = json(resource.replay(query()));
    assertThat(refused.getInt("refused")).isEqualTo(1);
    assertThat(refused.getInt("left")).isEqualTo(1);
    backends.tables.add("own_acc");
    assertThat(json(resource.replay(query())).getInt("replayed")).isEqualTo(1);
  }

  @Test
  void aDiscardNeedsACommentAndIsFinal() throws Exception {
    assertThat(resource.discard(id, query(), " ", Requests.by(Role.OPERATOR)).getStatus())
        .isEqualTo(400);
    assertThat(
            json(resource.discard(id, query(), "a test", Requests.by(Role.OPERATOR)))
                .getString("state"))
        .isEqualTo("discarded");
    assertThat(resource.discard(id, query(), "again", Requests.by(Role.OPERATOR)).getStatus())
        .isEqualTo(409);
  }

  @Test
  void aBackendTellsHowManyWait() {
    JsonObject backend = json(backendsResource.list()).getJsonArray("backends").getJsonObject(0);
    assertThat(backend.getString("name")).isEqualTo("db");
    assertThat(backend.getInt("dead_letters")).isEqualTo(1);
    assertThat(backend.getJsonArray("gaps")).isEmpty();
  }

  @Test
  void theLedgerTellsWhereACallAndARecordStand() {
    JsonObject byRecord = json(ledgerResource.find(null, id));
    assertThat(state(byRecord)).isEqualTo("dead_letter");
    assertThat(state(json(ledgerResource.find("c2", null)))).isEqualTo("dead_letter");
    assertThat(ledgerResource.find("c2", id).getStatus()).isEqualTo(400);
    assertThat(ledgerResource.find(null, "").getStatus()).isEqualTo(400);
  }

  private static String state(JsonObject answer) {
    return answer
        .getJsonArray("records")
        .getJsonObject(0)
        .getJsonArray("standings")
        .getJsonObject(0)
        .getString("state");
  }
}
