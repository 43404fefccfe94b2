package org.sipacc.console.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.RecordFilter;
import org.sipacc.accounting.search.StoredRecord;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.Search.Table;

/** What the two accounting tables answer alike. */
final class RecordsAnswer {
  private final AccountingService service;
  private final Table table;

  RecordsAnswer(AccountingService service, Table table) {
    this.service = service;
    this.table = table;
  }

  Response page(UriInfo address, HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    RecordFilter filter = CallQuery.records(query, hasFigures());
    int limit = query.limit();
    Optional<Position> after = query.cursor();
    query.checkNoOthers();
    List<StoredRecord> rows =
        service.search().records(table, filter, after, limit, Caller.of(request).role());
    return Page.of(
        name(),
        StoredJson.array(rows),
        rows.size(),
        limit,
        Page.last(rows).map(row -> new Position(row.time(), row.recordId())),
        address);
  }

  Response export(UriInfo address, HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    RecordFilter filter = CallQuery.records(query, hasFigures());
    Optional<String> format = query.text("format");
    Optional<Position> after = query.after(id -> service.search().position(table, id));
    query.checkNoOthers();
    Role role = Caller.of(request).role();
    service.search().checkExport(table, filter, role);
    List<String> columns = StoredJson.recordColumns(hasFigures(), service.search().extraColumns());
    return Export.of(name(), columns, format)
        .response(
            taker ->
                service
                    .search()
                    .exportRecords(
                        table, filter, after, role, row -> taker.accept(StoredJson.members(row))),
            service.access().audit(),
            request);
  }

  private boolean hasFigures() {
    return table == Table.ACC;
  }

  private String name() {
    return table == Table.ACC ? "records" : table.name().toLowerCase(Locale.ROOT);
  }
}
