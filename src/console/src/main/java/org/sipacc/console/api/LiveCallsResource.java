package org.sipacc.console.api;

import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.sse.Sse;
import javax.ws.rs.sse.SseEventSink;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.service.AccountingService;
import org.sipacc.service.LiveCall;
import org.sipacc.service.search.Masking;

/**
 * The calls that are being set up or are up. An id is a dialog id, a summary's id or a Call-ID; one
 * with characters that a path cannot carry (a slash, say) goes into the query.
 */
@Path("live-calls")
@Produces(MediaType.APPLICATION_JSON)
public class LiveCallsResource {
  private final AccountingService service;

  public LiveCallsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  LiveCallsResource(AccountingService service) {
    this.service = service;
  }

  /** All calls, or those of an id. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list(@QueryParam("id") String id, @Context HttpServletRequest request) {
    List<LiveCall> calls = id == null ? service.calls().all() : service.calls().find(id);
    NumberMask mask = Caller.mask(request, service);
    return Answers.ok(Json.createObjectBuilder().add("calls", CallJson.array(calls, mask)).build());
  }

  /** All calls, and from then on what becomes of them, as server-sent events. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("stream")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void stream(
      @Context SseEventSink sink, @Context Sse sse, @Context HttpServletRequest request) {
    LiveStream stream =
        new LiveStream(service, Caller.of(request), Guard.again(request), sink, sse);
    if (!LiveStreams.of(request.getServletContext()).start(stream)) {
      throw Problem.of(
              Status.SERVICE_UNAVAILABLE,
              "as many read the live calls as there may be; ask for GET /api/live-calls instead")
          .exception();
    }
  }

  /** One call with everything known of it. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("{id}")
  public Response show(@PathParam("id") String id, @Context HttpServletRequest request) {
    NumberMask mask = Caller.mask(request, service);
    return service.calls().find(id).stream()
        .findFirst()
        .map(call -> Answers.ok(CallJson.of(Masking.masked(call, mask))))
        .orElseGet(() -> unknown(id).response());
  }

  /** Ends a call; the id is not optional. */
  @DELETE
  @RequiredRole(Role.OPERATOR)
  public Response endByQuery(@QueryParam("id") String id) {
    return Optional.ofNullable(id)
        .filter(text -> !text.isEmpty())
        .map(this::end)
        .orElseGet(
            () ->
                Problem.of(Status.BAD_REQUEST, "name the call that is to be ended: ?id=ID")
                    .response());
  }

  /** Ends a call: 202, and its record follows when the parties have answered. */
  @DELETE
  @RequiredRole(Role.OPERATOR)
  @Path("{id}")
  public Response end(@PathParam("id") String id) {
    return switch (service.calls().end(id)) {
      case ENDING -> Answers.accepted(Json.createObjectBuilder().add("outcome", "ending").build());
      case NOT_FOUND -> unknown(id).response();
      case ALREADY_ENDING ->
          Problem.of(Status.CONFLICT, "call " + id + " is being ended already").response();
      case NOT_SUPPORTED ->
          Problem.of(
                  Status.NOT_IMPLEMENTED,
                  "this container cannot send BYE in a proxied call; use the Restcomm one (bin/run)")
              .response();
    };
  }

  private static Problem unknown(String id) {
    return Problem.of(
        Status.NOT_FOUND,
        "there is no call "
            + id
            + " now; an id is a dialog id, a summary's id (uid) or a Call-ID of the list of calls");
  }
}
