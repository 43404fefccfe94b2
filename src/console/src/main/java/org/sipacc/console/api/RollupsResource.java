package org.sipacc.console.api;

import javax.json.Json;
import javax.persistence.PersistenceException;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;

/** The sums of stored calls that reports are made of. */
@Path("rollups")
@Produces(MediaType.APPLICATION_JSON)
public class RollupsResource {
  private final AccountingService service;

  public RollupsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  RollupsResource(AccountingService service) {
    this.service = service;
  }

  /** How far they are. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response progress() {
    try {
      return service
          .rollups()
          .progress()
          .map(
              progress ->
                  Answers.ok(
                      Json.createObjectBuilder()
                          .add("calls_stored", progress.stored())
                          .add("calls_rolled_up", progress.rolled())
                          .add("complete", !progress.waiting())
                          .build()))
          .orElseGet(RollupsResource::noDatabase);
    } catch (PersistenceException e) {
      return unavailable();
    }
  }

  /** Makes them anew. */
  @POST
  @Path("rebuild")
  @RequiredRole(Role.ADMINISTRATOR)
  public Response rebuild() {
    try {
      return service.rollups().rebuild() ? progress() : noDatabase();
    } catch (PersistenceException e) {
      return unavailable();
    }
  }

  private static Response noDatabase() {
    return Problem.of(Status.SERVICE_UNAVAILABLE, "this server has no database: set db_url")
        .response();
  }

  private static Response unavailable() {
    return Problem.of(
            Status.SERVICE_UNAVAILABLE, "the database cannot be asked now; try again later")
        .response();
  }
}
