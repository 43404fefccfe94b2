package org.sipacc.service;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.persistence.PersistenceException;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CoreColumns;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.FieldDeclarations;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.schema.RecordColumns;
import org.sipacc.persistence.schema.RecordColumns.NeededColumn;
import org.sipacc.persistence.schema.TableColumns;

/** What the database's records are made of, column by column, beside the live tables. */
final class RecordFields {
  private final Map<String, String> fields = new HashMap<>();

  private RecordFields(Parameters parameters) {
    CoreColumns core = parameters.coreColumns();
    put(core.method(), "method");
    put(core.fromTag(), "From tag");
    put(core.toTag(), "To tag");
    put(core.callId(), "Call-ID");
    put(core.sipCode(), "status code");
    put(core.sipReason(), "reason phrase");
    put(core.time(), "time");
    put("duration", "seconds from answer to end");
    put("ms_duration", "milliseconds from answer to end");
    put("setuptime", "seconds from INVITE to answer");
    put("created", "time of the INVITE");
    put("record_id", "id of the record");
    put("call_uid", "id of the call");
    put(parameters.legFields(), "$acc_leg(%s)");
    put(parameters.extraFields(), "$acc_extra(%s)");
    parameters
        .get(Catalogue.DB_EXTRA)
        .forEach(extra -> put(extra.name(), extra.value().toString()));
  }

  private void put(String column, String field) {
    fields.put(column.toLowerCase(Locale.ROOT), field);
  }

  private void put(FieldDeclarations declarations, String form) {
    declarations.of(Backend.DB).forEach(one -> put(one.name(), form.formatted(one.tag())));
  }

  /**
   * Asks the database.
   *
   * @throws PersistenceException if it cannot say
   */
  static List<RecordField> read(
      AccountingPersistence persistence, Parameters parameters, Policy policy) {
    RecordFields names = new RecordFields(parameters);
    return persistence
        .inTransaction(
            connection ->
                RecordColumns.read(connection, Backends.persistenceSettings(parameters, policy)))
        .stream()
        .map(names::field)
        .toList();
  }

  private RecordField field(NeededColumn column) {
    return new RecordField(
        column.table(),
        column.name(),
        fields.getOrDefault(column.name().toLowerCase(Locale.ROOT), ""),
        column.there().map(TableColumns.Column::type),
        column
            .there()
            .filter(TableColumns.Column::isCharacter)
            .map(TableColumns.Column::size)
            .orElse(0));
  }
}
