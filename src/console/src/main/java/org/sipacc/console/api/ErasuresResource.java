package org.sipacc.console.api;

import javax.json.Json;
import javax.servlet.ServletContext;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.ErasedNumber;

/** Persons' numbers that are taken out of what is stored. */
@Path("erasures")
@Produces(MediaType.APPLICATION_JSON)
public class ErasuresResource {
  private final AccountingService service;

  public ErasuresResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  ErasuresResource(AccountingService service) {
    this.service = service;
  }

  /** Erases a number; the audit tells that it was done, and not of which number. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RequiredRole(Role.ADMINISTRATOR)
  public Response erase(String body) {
    String number = JsonBody.read(body).text("number").strip();
    try {
      ErasedNumber erased = service.search().erase(number);
      return Answers.ok(
          Json.createObjectBuilder()
              .add("calls", erased.calls())
              .add("records", erased.records())
              .build());
    } catch (IllegalArgumentException e) {
      return Problem.of(Status.BAD_REQUEST, e.getMessage()).response();
    }
  }
}
