package org.sipacc.console.api;

import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.Search.Table;

/** The rows of the table that {@code db_table_missed_calls} names. */
@Path("missed-calls")
@Produces(MediaType.APPLICATION_JSON)
public class MissedCallsResource {
  private final RecordsAnswer answer;

  public MissedCallsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  MissedCallsResource(AccountingService service) {
    this.answer = new RecordsAnswer(service, Table.MISSED_CALLS);
  }

  /** A page of those that match, the newest first. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list(@Context UriInfo address, @Context HttpServletRequest request) {
    return answer.page(address, request);
  }

  /** All that match, as a file. */
  @GET
  @Path("export")
  @Produces(MediaType.WILDCARD)
  @RequiredRole(Role.VIEWER)
  public Response export(@Context UriInfo address, @Context HttpServletRequest request) {
    return answer.export(address, request);
  }
}
