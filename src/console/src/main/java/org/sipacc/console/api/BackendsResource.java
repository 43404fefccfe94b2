package org.sipacc.console.api;

import java.time.Duration;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.servlet.ServletContext;
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
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.service.AccountingService;

/** The backends: how delivery to each stands, and what it did not get. */
@Path("backends")
@Produces(MediaType.APPLICATION_JSON)
public class BackendsResource {
  private final AccountingService service;

  public BackendsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  BackendsResource(AccountingService service) {
    this.service = service;
  }

  @GET
  @RequiredRole(Role.VIEWER)
  public Response list() {
    JsonArrayBuilder backends = Json.createArrayBuilder();
    service.backends().all().forEach(backend -> backends.add(BackendJson.of(backend)));
    return Answers.ok(Json.createObjectBuilder().add("backends", backends).build());
  }

  /** Whether one can be delivered to now; it gets no record. */
  @POST
  @Path("{name}/test")
  @RequiredRole(Role.OPERATOR)
  public Response test(@PathParam("name") String name) {
    long begin = System.nanoTime();
    try {
      return service.backends().test(name)
          ? Answers.ok(
              Json.createObjectBuilder()
                  .add("backend", name)
                  .add("millis", Duration.ofNanos(System.nanoTime() - begin).toMillis())
                  .build())
          : Problem.of(Status.NOT_FOUND, "there is no backend " + name).response();
    } catch (SinkUnavailableException e) {
      return Problem.of(
              Status.SERVICE_UNAVAILABLE, name + " cannot be delivered to now: " + e.getMessage())
          .response();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.of(Status.SERVICE_UNAVAILABLE, "the server is stopping").response();
    }
  }
}
