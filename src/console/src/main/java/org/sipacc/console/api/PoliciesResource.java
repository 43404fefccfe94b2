package org.sipacc.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.service.AccountingService;
import org.sipacc.service.access.Identity;
import org.sipacc.service.policy.Policies;
import org.sipacc.service.policy.PolicyChange;
import org.sipacc.service.policy.PolicyRefusedException;
import org.sipacc.service.policy.PolicyRefusedException.Reason;

/**
 * The policy in force and those before it. A change may carry {@code If-Match} with the version
 * that its author believes to be in force; it is refused (412) if another one is.
 */
@Path("policies")
@Produces(MediaType.APPLICATION_JSON)
public class PoliciesResource {
  private static final String YAML = "text/yaml";
  private static final String YAML_UTF8 = YAML + ";charset=utf-8";
  private static final String PREVIOUS = "previous";

  private final AccountingService service;

  public PoliciesResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  PoliciesResource(AccountingService service) {
    this.service = service;
  }

  /** The history, oldest first. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response history() {
    JsonArrayBuilder changes = Json.createArrayBuilder();
    service.policies().history().forEach(change -> changes.add(json(change)));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("active", service.policies().active().version())
            .add("changes", changes)
            .build());
  }

  /** What is in force, since when and by whom. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("active")
  public Response active() {
    Policy active = service.policies().active();
    List<PolicyChange> history = service.policies().history();
    JsonObjectBuilder json =
        history.stream()
            .filter(change -> change.version().equals(active.version()))
            .reduce((earlier, later) -> later)
            .map(PoliciesResource::json)
            .orElseGet(() -> Json.createObjectBuilder().add("version", active.version()));
    return Answers.ok(json.add("tables", Answers.array(active.tables())).build());
  }

  /** The text of what is in force. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("active")
  @Produces(YAML)
  public Response activeText() {
    return text(service.policies().active().version());
  }

  /** A version's text; {@code previous} is the one before the active. */
  @GET
  @RequiredRole(Role.VIEWER)
  @Path("{version}")
  @Produces(YAML)
  public Response text(@PathParam("version") String version) {
    Policies policies = service.policies();
    Optional<String> wanted = version.equals(PREVIOUS) ? policies.previous() : Optional.of(version);
    return wanted
        .flatMap(policies::text)
        .map(text -> Response.ok(text, YAML_UTF8).tag(wanted.get()).build())
        .orElseGet(
            () ->
                Problem.of(
                        Status.NOT_FOUND,
                        "there is no policy version " + version + " here; the history lists them")
                    .response());
  }

  /** Puts a policy in force. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Consumes({YAML, "application/yaml"})
  public Response activate(
      InputStream body,
      @QueryParam("source") @DefaultValue("policy.yaml") String source,
      @QueryParam("author") @DefaultValue("") String author,
      @QueryParam("comment") @DefaultValue("") String comment,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context HttpServletRequest request)
      throws IOException {
    ConfigurationFile file = PolicyBody.read(body, source);
    return changed(
        source,
        () -> service.policies().activate(file, by(author, request), comment, expected(ifMatch)));
  }

  /** Puts a version in force again; {@code previous} is the one before the active. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Path("{version}/activate")
  public Response rollBack(
      @PathParam("version") String version,
      @QueryParam("author") @DefaultValue("") String author,
      @QueryParam("comment") @DefaultValue("") String comment,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context HttpServletRequest request) {
    Optional<String> wanted = Optional.of(version).filter(name -> !name.equals(PREVIOUS));
    return changed(
        version,
        () -> service.policies().rollBack(wanted, by(author, request), comment, expected(ifMatch)));
  }

  /** Reads a policy and says whether it could be put in force; changes nothing. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Path("check")
  @Consumes({YAML, "application/yaml"})
  public Response check(
      InputStream body, @QueryParam("source") @DefaultValue("policy.yaml") String source)
      throws IOException {
    ConfigurationFile file = PolicyBody.read(body, source);
    return placed(
        source,
        () -> {
          Policy policy = service.policies().check(file);
          return Answers.ok(
              Json.createObjectBuilder()
                  .add("version", policy.version())
                  .add("tables", Answers.array(policy.tables()))
                  .build());
        });
  }

  /** Who is named as the author, or else who logged in. */
  private static String by(String author, HttpServletRequest request) {
    Identity sender = Caller.of(request);
    return author.isBlank() && sender.means() != Identity.Means.MANAGEMENT ? sender.name() : author;
  }

  private Response changed(String source, Supplier<String> change) {
    return placed(
        source,
        () -> {
          String before = service.policies().active().version();
          String version = change.get();
          return Answers.ok(
              Json.createObjectBuilder()
                  .add("version", version)
                  .add("before", before)
                  .add("changed", !version.equals(before))
                  .build());
        });
  }

  private static Response placed(String source, Supplier<Response> answer) {
    try {
      return answer.get();
    } catch (PolicyRefusedException e) {
      if (e.reason() != Reason.WRONG) {
        throw e;
      }
      return new Problem(
              PolicyRefusals.status(e.reason()),
              e.getMessage(),
              TextPlace.ofMessage(e.getMessage(), source))
          .response();
    }
  }

  private static Optional<String> expected(String ifMatch) {
    return Optional.ofNullable(ifMatch)
        .map(text -> text.strip().replace("\"", ""))
        .filter(text -> !text.equals("*"));
  }

  private static JsonObjectBuilder json(PolicyChange change) {
    return Json.createObjectBuilder()
        .add("version", change.version())
        .add("at", change.at().toString())
        .add("how", change.how().name().toLowerCase(Locale.ROOT))
        .add("author", change.author())
        .add("comment", change.comment())
        .add("source", change.source());
  }
}
