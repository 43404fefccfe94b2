package org.sipacc.console.api;

import java.util.Locale;
import javax.json.Json;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.access.Access;
import org.sipacc.service.access.Identity;
import org.sipacc.service.access.Logins;

/** One's own login. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private final AccountingService service;

  public SessionResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  SessionResource(AccountingService service) {
    this.service = service;
  }

  /** Logs in: {@code {"user":..., "password":...}}; the answer brings the cookie. */
  @POST
  @WithoutLogin
  @Consumes(MediaType.APPLICATION_JSON)
  public Response login(String body, @Context HttpServletRequest request) {
    JsonBody asked = JsonBody.read(body);
    String cookie =
        access()
            .logins()
            .login(asked.text("user"), asked.text("password"), ClientAddress.of(request));
    return begun(cookie, request);
  }

  /** Who one is, and what changing requests must show. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response show(@Context HttpServletRequest request) {
    return SessionCookie.of(request)
        .flatMap(access().logins()::session)
        .map(session -> Answers.ok(json(session).build()))
        .orElseGet(() -> Answers.ok(json(Caller.of(request)).build()));
  }

  /** Logs out. */
  @DELETE
  @RequiredRole(Role.VIEWER)
  public Response logout(@Context HttpServletRequest request) {
    SessionCookie.of(request).ifPresent(access().logins()::logout);
    access().audit().add(Caller.of(request), ClientAddress.of(request), "logout", "", "ok");
    return Response.noContent().header(HttpHeaders.SET_COOKIE, SessionCookie.take(request)).build();
  }

  /** Changes one's own password: {@code {"old":..., "new":...}}; the answer brings a new cookie. */
  @POST
  @Path("password")
  @RequiredRole(Role.VIEWER)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changePassword(String body, @Context HttpServletRequest request) {
    Identity who = Caller.of(request);
    if (who.means() != Identity.Means.SESSION) {
      return Problem.of(Status.FORBIDDEN, "only who has logged in has a password").response();
    }
    JsonBody asked = JsonBody.read(body);
    String cookie =
        access()
            .logins()
            .changePassword(who, asked.text("old"), asked.text("new"), ClientAddress.of(request));
    return begun(cookie, request);
  }

  private Response begun(String cookie, HttpServletRequest request) {
    Logins.Open session = access().logins().session(cookie).orElseThrow();
    return Response.fromResponse(Answers.ok(json(session).build()))
        .header(HttpHeaders.SET_COOKIE, SessionCookie.give(cookie, request))
        .build();
  }

  private Access access() {
    return service.access();
  }

  private static JsonObjectBuilder json(Logins.Open session) {
    return json(session.identity()).add("csrf_token", session.csrfToken());
  }

  private static JsonObjectBuilder json(Identity identity) {
    return Json.createObjectBuilder()
        .add("user", identity.name())
        .add("role", identity.role().name().toLowerCase(Locale.ROOT))
        .add("means", identity.means().name().toLowerCase(Locale.ROOT))
        .add("must_change_password", identity.mustChangePassword());
  }
}
