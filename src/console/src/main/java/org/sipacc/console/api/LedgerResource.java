package org.sipacc.console.api;

import java.util.Optional;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.RecordLedger;

/** Where the records of a call stand at each backend, or one record. */
@Path("ledger")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
  private final AccountingService service;

  public LedgerResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  LedgerResource(AccountingService service) {
    this.service = service;
  }

  /**
   * @param call a Call-ID or the id of a call's summary
   * @param record the id of a record or call summary
   */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response find(@QueryParam("call") String call, @QueryParam("record") String record) {
    Optional<String> byCall = Optional.ofNullable(call).filter(text -> !text.isEmpty());
    Optional<String> byRecord = Optional.ofNullable(record).filter(text -> !text.isEmpty());
    if (byCall.isPresent() == byRecord.isPresent()) {
      return Problem.of(
              Status.BAD_REQUEST,
              "give either call, a Call-ID or a call's uid, or record, a record's id")
          .response();
    }
    RecordLedger ledger = service.backends().ledger();
    return Answers.ok(
        BackendJson.of(
                byCall
                    .map(ledger::call)
                    .orElseGet(() -> ledger.record(DeadLetterQuery.entry(byRecord.get()))))
            .build());
  }
}
