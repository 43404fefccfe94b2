package org.sipacc.persistence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.persistence.url.DatabaseDialect;

class PersistenceSettingsTest {
  @Test
  void aTableNameThatIsNoPlainNameIsRefused() {
    assertThatThrownBy(() -> settings("acc; drop table acc", CoreColumns.DEFAULT, List.of()))
        .hasMessageContaining("db_table_acc is 'acc; drop table acc'");
  }

  @Test
  void anExtraColumnThatIsNoPlainNameIsRefused() {
    assertThatThrownBy(() -> settings("acc", CoreColumns.DEFAULT, List.of("a\"b")))
        .hasMessageContaining("a\"b");
  }

  @Test
  void twoCoreColumnsOfOneNameAreRefused() {
    CoreColumns twice =
        new CoreColumns("method", "tag", "TAG", "callid", "sip_code", "sip_reason", "time");
    assertThatThrownBy(() -> settings("acc", twice, List.of()))
        .hasMessageContaining("acc_to_tag_column is 'TAG'");
  }

  private static PersistenceSettings settings(
      String table, CoreColumns columns, List<String> extras) {
    return new PersistenceSettings(
        DatabaseDialect.H2, table, "missed_calls", Set.of(), columns, extras, ZoneOffset.UTC);
  }
}
