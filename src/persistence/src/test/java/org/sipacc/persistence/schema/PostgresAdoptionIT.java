package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sipacc.persistence.testing.DatabaseServers;

class PostgresAdoptionIT extends ServerAdoptionCases {
  PostgresAdoptionIT() {
    super(DatabaseServers::postgresql);
  }

  @Test
  void anIndexThatWasNeverFinishedIsMadeAgain() throws Exception {
    OpenSipsTables.present(database);
    OpenSipsTables.write(database, "acc", "one", "two");
    database.execute(
        "alter table acc add column record_id varchar(36) null",
        "update acc set record_id = 'same'");
    assertThatThrownBy(this::adopt).hasMessageContaining("acc_record_idx");

    database.execute("update acc set record_id = callid");
    adopt();
    assertThatThrownBy(() -> database.execute("update acc set record_id = 'same'"))
        .hasMessageContaining("acc_record_idx");
  }
}
