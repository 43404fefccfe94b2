package org.sipacc.console.api;

import javax.json.Json;
import javax.json.JsonObject;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.RollupProgress;

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
    return Answers.ok(json(service.search().rollups()));
  }

  /** Makes them anew. */
  @POST
  @Path("rebuild")
  @RequiredRole(Role.ADMINISTRATOR)
  public Response rebuild() {
    return Answers.ok(json(service.search().rebuildRollups()));
  }

  private static JsonObject json(RollupProgress progress) {
    return Json.createObjectBuilder()
        .add("calls_stored", progress.stored())
        .add("calls_rolled_up", progress.rolledUp())
        .add("complete", progress.complete())
        .build();
  }
}
