package org.sipacc.console.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
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
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.NumberMask;
import org.sipacc.service.AccountingService;
import org.sipacc.service.LiveCall;
import org.sipacc.service.LiveCalls;

/** The dialog profiles that {@code profiles_with_value} and {@code profiles_no_value} declare. */
@Path("profiles")
@Produces(MediaType.APPLICATION_JSON)
public class ProfilesResource {
  private final AccountingService service;

  public ProfilesResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  ProfilesResource(AccountingService service) {
    this.service = service;
  }

  /** Each profile with the number of its calls. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response list() {
    LiveCalls calls = service.calls();
    JsonArrayBuilder profiles = Json.createArrayBuilder();
    new TreeMap<>(calls.profiles())
        .forEach(
            (name, hasValue) ->
                profiles.add(head(name, hasValue, calls.inProfile(name, Optional.empty()))));
    return Answers.ok(Json.createObjectBuilder().add("profiles", profiles).build());
  }

  /** A profile's calls and values; of one value, if one is given. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("{name}")
  public Response show(
      @PathParam("name") String name,
      @QueryParam("value") String value,
      @Context HttpServletRequest request) {
    NumberMask mask = mask(value, request);
    boolean hasValue = declared(name);
    List<LiveCall> calls = service.calls().inProfile(name, Optional.ofNullable(value));
    JsonObjectBuilder profile = head(name, hasValue, calls);
    if (hasValue) {
      profile.add("values", values(name, calls, mask));
    }
    return Answers.ok(profile.add("calls", CallJson.array(calls, mask)).build());
  }

  /** Ends the calls of a profile, or of one of its values. */
  @DELETE
  @RequiredRole(Role.OPERATOR)
  @Path("{name}")
  public Response end(
      @PathParam("name") String name,
      @QueryParam("value") String value,
      @Context HttpServletRequest request) {
    mask(value, request);
    declared(name);
    int ended = service.calls().endProfile(name, Optional.ofNullable(value));
    return Answers.accepted(Json.createObjectBuilder().add("ended", ended).build());
  }

  /** A value may be a number: who sees numbers masked is not to guess them. */
  private NumberMask mask(String value, HttpServletRequest request) {
    NumberMask mask = Caller.mask(request, service);
    if (value != null && !mask.isNone()) {
      throw Problem.of(
              Status.FORBIDDEN,
              "numbers are masked for you, so a profile cannot be asked for one of its values")
          .exception();
    }
    return mask;
  }

  private boolean declared(String name) {
    Map<String, Boolean> profiles = service.calls().profiles();
    Boolean hasValue = profiles.get(name);
    if (hasValue == null) {
      throw Problem.of(
              Status.NOT_FOUND,
              "there is no profile "
                  + name
                  + (profiles.isEmpty()
                      ? "; dialog.profiles_with_value and dialog.profiles_no_value declare none"
                      : "; declared are " + String.join(", ", new TreeMap<>(profiles).keySet())))
          .exception();
    }
    return hasValue;
  }

  private static JsonObjectBuilder head(String name, boolean hasValue, List<LiveCall> calls) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("has_value", hasValue)
        .add("size", calls.size());
  }

  private static JsonArrayBuilder values(String profile, List<LiveCall> calls, NumberMask mask) {
    JsonArrayBuilder values = Json.createArrayBuilder();
    calls.stream()
        .map(call -> mask.text(call.profiles().getOrDefault(profile, "")))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
        .forEach(
            (value, count) ->
                values.add(Json.createObjectBuilder().add("value", value).add("count", count)));
    return values;
  }
}
