package org.sipacc.console.api;

import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Position;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.CallFile;

/** The calls that have ended, of table {@code calls}. */
@Path("calls")
@Produces(MediaType.APPLICATION_JSON)
public class CallsResource {
  static final List<String> COLUMNS =
      List.of(
          "call_uid",
          "callid",
          "from_tag",
          "to_tag",
          "from_uri",
          "to_uri",
          "request_uri",
          "source",
          "user_agent",
          "invited",
          "first_provisional",
          "ringing",
          "answered",
          "ended",
          "pdd_ms",
          "setup_ms",
          "duration_ms",
          "outcome",
          "code",
          "reason",
          "ended_by",
          "cause",
          "evidence",
          "policy_version",
          "node");

  private final AccountingService service;

  public CallsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  CallsResource(AccountingService service) {
    this.service = service;
  }

  /** A page of those that match, the newest first. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list(@Context UriInfo address, @Context HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    CallFilter filter = CallQuery.calls(query);
    int limit = query.limit();
    Optional<Position> after = query.cursor();
    query.checkNoOthers();
    List<CallSummary> calls =
        service.search().calls(filter, after, limit, Caller.of(request).role());
    JsonArrayBuilder array = Json.createArrayBuilder();
    calls.forEach(call -> array.add(StoredJson.object(StoredJson.members(call))));
    return Page.of(
        "calls",
        array,
        calls.size(),
        limit,
        Page.last(calls).map(call -> new Position(call.invited(), call.uid().toString())),
        address);
  }

  /** All that match, as a file. */
  @GET
  @Path("export")
  @Produces(MediaType.WILDCARD)
  @RequiredRole(Role.VIEWER)
  public Response export(@Context UriInfo address, @Context HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    CallFilter filter = CallQuery.calls(query);
    Export export = Export.of("calls", COLUMNS, query.text("format"));
    Optional<Position> after = query.after(service.search()::position);
    query.checkNoOthers();
    Role role = Caller.of(request).role();
    service.search().checkExport(filter, role);
    return export.response(
        taker ->
            service
                .search()
                .exportCalls(filter, after, role, call -> taker.accept(StoredJson.members(call))),
        service.access().audit(),
        request);
  }

  /** One with its attempts, its records, and where each of them stands. */
  @GET
  @Path("{uid}")
  @RequiredRole(Role.VIEWER)
  public Response show(@PathParam("uid") String uid, @Context HttpServletRequest request) {
    Optional<CallFile> found =
        TimeOrderedId.isId(uid)
            ? service.search().call(uid, Caller.of(request).role())
            : Optional.empty();
    return found
        .map(this::shown)
        .orElseGet(
            () ->
                Problem.of(
                        Status.NOT_FOUND,
                        "there is no call of this call_uid; GET /api/calls?callid= finds those of a"
                            + " Call-ID")
                    .response());
  }

  private Response shown(CallFile file) {
    CallSummary call = file.summary();
    Optional<String> trace =
        service
            .parameters()
            .get(Catalogue.TRACE_URL)
            .map(url -> url.of(call.callId(), call.invited(), call.ended()));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("call", StoredJson.object(StoredJson.members(call)))
            .add("attempts", StoredJson.attempts(call))
            .add("records", StoredJson.array(file.acc()))
            .add("missed_calls", StoredJson.array(file.missedCalls()))
            .add("trace", trace.<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
            .add("ledger", BackendJson.of(service.backends().ledger().call(call.uid().toString())))
            .build());
  }
}
