package org.sipacc.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dryrun.PolicyComparison;
import org.sipacc.accounting.dryrun.PolicyComparison.Difference;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.service.AccountingService;
import org.sipacc.service.policy.PolicyRefusedException;

/** Tells which of the last calls a policy would treat otherwise than the one in force. */
@Path("policies/compare")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyComparisonResource {
  private static final int CALLS = 1000;
  private static final int EXAMPLES = 20;
  private static final String SOURCE = "policy.yaml";

  private final AccountingService service;

  public PolicyComparisonResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  PolicyComparisonResource(AccountingService service) {
    this.service = service;
  }

  /** Compares; the body is the policy's text. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Consumes({"text/yaml", "application/yaml"})
  public Response compare(InputStream body, @Context HttpServletRequest request)
      throws IOException {
    if (!Caller.mask(request, service).isNone()) {
      return Problem.of(
              Status.FORBIDDEN, "numbers are masked for you, so stored calls cannot be tried")
          .response();
    }
    ConfigurationFile file = PolicyBody.read(body, SOURCE);
    try {
      PolicyComparison comparison = service.policies().comparison(file);
      List<CallSummary> calls =
          service
              .search()
              .calls(
                  CallFilter.in(TimeRange.ALL), Optional.empty(), CALLS, Caller.of(request).role());
      return Answers.ok(
          json(calls.size(), calls.stream().map(comparison::of).flatMap(Optional::stream).toList())
              .build());
    } catch (PolicyRefusedException e) {
      return new Problem(
              PolicyRefusals.status(e.reason()),
              e.getMessage(),
              TextPlace.ofMessage(e.getMessage(), file.source()))
          .response();
    }
  }

  private static JsonObjectBuilder json(int calls, List<Difference> differences) {
    JsonArrayBuilder examples = Json.createArrayBuilder();
    differences.stream()
        .limit(EXAMPLES)
        .forEach(
            difference ->
                examples.add(
                    Json.createObjectBuilder()
                        .add("call_uid", difference.call().uid().toString())
                        .add("callid", difference.call().callId())
                        .add("before", Answers.array(difference.before()))
                        .add("after", Answers.array(difference.after()))));
    return Json.createObjectBuilder()
        .add("calls", calls)
        .add("different", differences.size())
        .add("examples", examples);
  }
}
