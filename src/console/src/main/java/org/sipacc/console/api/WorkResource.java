package org.sipacc.console.api;

import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.work.WorkStatus;

/** What takes long in the database: exports, reports, sums and files of days. */
@Path("work")
@Produces(MediaType.APPLICATION_JSON)
public class WorkResource {
  private final AccountingService service;

  public WorkResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  WorkResource(AccountingService service) {
    this.service = service;
  }

  /** All that is going on or held. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list() {
    JsonArrayBuilder work = Json.createArrayBuilder();
    service.work().all().forEach(one -> work.add(json(one)));
    return Answers.ok(Json.createObjectBuilder().add("work", work).build());
  }

  private static JsonObjectBuilder json(WorkStatus status) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", status.id())
            .add("what", status.what())
            .add("state", Answers.lower(status.state()))
            .add("since", status.since().toString())
            .add("done", status.done());
    return status.total().isPresent()
        ? json.add("total", status.total().getAsLong())
        : json.addNull("total");
  }

  /** Ends an export or a report, and holds sums and files of days. */
  @DELETE
  @Path("{id}")
  @RequiredRole(Role.OPERATOR)
  public Response cancel(@PathParam("id") String id) {
    return done(service.work().cancel(id), "there is no work " + id + " going on");
  }

  /** Lets what is held go on. */
  @POST
  @Path("{id}/resume")
  @RequiredRole(Role.OPERATOR)
  public Response resume(@PathParam("id") String id) {
    return done(service.work().resume(id), id + " is not held");
  }

  private static Response done(boolean done, String otherwise) {
    return done ? Response.noContent().build() : Problem.of(Status.NOT_FOUND, otherwise).response();
  }
}
