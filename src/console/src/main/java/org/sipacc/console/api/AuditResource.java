package org.sipacc.console.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.ws.rs.DefaultValue;
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
import org.sipacc.service.access.AuditEvent;

/** Who did what, newest first. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int MAX_LIMIT = 1000;

  private final AccountingService service;

  public AuditResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  AuditResource(AccountingService service) {
    this.service = service;
  }

  /**
   * @param before the id of the last one of the page before
   */
  @GET
  @RequiredRole(Role.ADMINISTRATOR)
  public Response list(
      @QueryParam("before") String before, @QueryParam("limit") @DefaultValue("100") int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.of(Status.BAD_REQUEST, "limit is " + limit + ": give 1 to " + MAX_LIMIT)
          .exception();
    }
    List<AuditEvent> events =
        service
            .access()
            .audit()
            .before(
                Optional.ofNullable(before)
                    .filter(text -> !text.isEmpty())
                    .map(DeadLetterQuery::entry),
                limit);
    JsonArrayBuilder array = Json.createArrayBuilder();
    events.forEach(event -> array.add(json(event)));
    return Answers.ok(Json.createObjectBuilder().add("events", array).build());
  }

  private static JsonObjectBuilder json(AuditEvent event) {
    return Json.createObjectBuilder()
        .add("id", event.id().toString())
        .add("at", event.at().toString())
        .add("who", event.who())
        .add("means", event.means().name().toLowerCase(Locale.ROOT))
        .add("address", event.address())
        .add("action", event.action())
        .add("subject", event.subject())
        .add("outcome", event.outcome());
  }
}
