package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbAdoptionIT extends ServerAdoptionCases {
  MariaDbAdoptionIT() {
    super(DatabaseServers::mariadb);
  }

  @Test
  void aTableWithoutTransactionsGetsThem() throws Exception {
    OpenSipsTables.present(database);
    database.execute("alter table acc engine=MyISAM");
    OpenSipsTables.write(database, "acc", "one");
    adopt();
    assertThat(
            database.texts(
                "select engine from information_schema.tables"
                    + " where table_schema = database() and table_name = 'acc'"))
        .containsExactly("InnoDB");
    assertThat(database.count("acc")).isEqualTo(1);
  }

  @Test
  void addedColumnsTakeEveryCharacterWhateverTheTablesOwnDo() throws Exception {
    OpenSipsTables.present(database);
    database.execute("alter table acc convert to character set latin1");
    adopt();
    database.execute(
        "insert into acc (callid, time, tariff) values ('c', '2020-01-01 00:00:00', '\uD83D\uDE00')");
    assertThat(database.texts("select tariff from acc")).containsExactly("\uD83D\uDE00");
  }
}
