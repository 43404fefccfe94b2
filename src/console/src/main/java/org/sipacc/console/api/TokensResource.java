package org.sipacc.console.api;

import java.time.Duration;
import java.util.Locale;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.access.ApiToken;
import org.sipacc.service.access.Tokens;

/** The tokens of programs. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {
  private static final int DEFAULT_DAYS = 90;

  private final AccountingService service;

  public TokensResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  TokensResource(AccountingService service) {
    this.service = service;
  }

  @GET
  @RequiredRole(Role.ADMINISTRATOR)
  public Response list() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    tokens().all().forEach(token -> all.add(json(token)));
    return Answers.ok(Json.createObjectBuilder().add("tokens", all).build());
  }

  /**
   * Makes a token: {@code {"name":..., "role":..., "days": lifetime}}; the answer alone tells it.
   */
  @POST
  @RequiredRole(Role.ADMINISTRATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response make(String body, @Context HttpServletRequest request) {
    JsonBody asked = JsonBody.read(body);
    Tokens.Made made =
        tokens()
            .make(
                asked.text("name"),
                asked.role(),
                Duration.ofDays(asked.number("days", DEFAULT_DAYS)),
                Caller.of(request));
    return Answers.created(json(made.token()).add("token", made.secret()).build());
  }

  /** Lets a token in no more. */
  @DELETE
  @Path("{id}")
  @RequiredRole(Role.ADMINISTRATOR)
  public Response revoke(@PathParam("id") String id) {
    tokens().revoke(id);
    return Answers.ok(Json.createObjectBuilder().add("revoked", id).build());
  }

  private Tokens tokens() {
    return service.access().tokens();
  }

  private static JsonObjectBuilder json(ApiToken token) {
    return Json.createObjectBuilder()
        .add("id", token.id())
        .add("name", token.name())
        .add("role", token.role().name().toLowerCase(Locale.ROOT))
        .add("created_by", token.createdBy())
        .add("created", token.created().toString())
        .add("expires", token.expires().toString())
        .add("revoked", Answers.instant(token.revoked()));
  }
}
