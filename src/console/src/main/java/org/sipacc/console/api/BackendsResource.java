package org.sipacc.console.api;

import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;
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
}
