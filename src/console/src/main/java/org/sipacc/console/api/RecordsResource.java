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

/** The rows of the table that {@code db_table_acc} names. */
@Path("records")
@Produces(MediaType.APPLICATION_JSON)
public class RecordsResource {
  private final RecordsAnswer answer;

  public RecordsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  RecordsResource(AccountingService service) {
    this.answer = new RecordsAnswer(service, Table.ACC);
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
