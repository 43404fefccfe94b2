package org.sipacc.console.api;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonException;
import javax.json.JsonObject;
import javax.json.JsonReader;
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
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dryrun.SipRequest;
import org.sipacc.accounting.dryrun.SipText;
import org.sipacc.accounting.dryrun.SipTextException;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.variable.SourceAddress;
import org.sipacc.service.AccountingService;
import org.sipacc.service.policy.PolicyRefusedException;

/**
 * Tries a policy on a request, and does nothing: {@code {"request": SIP text}} or {@code {"call":
 * id of a stored call}}, with {@code "policy"}, the text of one to be tried in place of the one in
 * force, and {@code "from"}, where the request shall come from, as {@code udp:192.0.2.1:5060}.
 */
@Path("policies/try")
@Produces(MediaType.APPLICATION_JSON)
public class TrialResource {
  private static final int MAX_CHARACTERS = 2 * PolicyBody.MAX_BYTES;
  private static final String SOMEWHERE = "udp:127.0.0.1:5060";
  private static final String SOURCE = "policy.yaml";

  private final AccountingService service;

  public TrialResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  TrialResource(AccountingService service) {
    this.service = service;
  }

  @POST
  @RequiredRole(Role.OPERATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response tryOut(String body, @Context HttpServletRequest request) {
    JsonObject asked = object(body);
    if (text(asked, "call").isPresent() && !Caller.mask(request, service).isNone()) {
      return Problem.of(
              Status.FORBIDDEN,
              "numbers are masked for you, so a stored call cannot be tried; give request")
          .response();
    }
    Optional<ConfigurationFile> policy =
        text(asked, "policy")
            .map(text -> new ConfigurationFile(text(asked, "source").orElse(SOURCE), text));
    try {
      return Answers.ok(DryRunJson.of(service.policies().tryOut(policy, request(asked))).build());
    } catch (PolicyRefusedException e) {
      return new Problem(
              PolicyRefusals.status(e.reason()),
              e.getMessage(),
              policy.flatMap(file -> TextPlace.ofMessage(e.getMessage(), file.source())))
          .response();
    }
  }

  private SipRequest request(JsonObject asked) {
    List<String> given =
        List.of("request", "call").stream().filter(name -> text(asked, name).isPresent()).toList();
    if (given.size() != 1) {
      throw wrong("give either request, the text of a SIP request, or call, a stored call's id");
    }
    return text(asked, "request").map(text -> pasted(text, asked)).orElseGet(() -> stored(asked));
  }

  private static SipRequest pasted(String text, JsonObject asked) {
    String from = text(asked, "from").orElse(SOMEWHERE);
    SourceAddress source =
        SourceAddress.parse(from)
            .orElseThrow(
                () -> wrong("from is \"" + from + "\"; write it as in udp:192.0.2.1:5060"));
    try {
      return SipText.parse(text, source);
    } catch (SipTextException e) {
      throw wrong("the request: " + e.getMessage());
    }
  }

  private SipRequest stored(JsonObject asked) {
    String id = text(asked, "call").orElseThrow();
    return service
        .storedCall(id)
        .map(SipText::of)
        .orElseThrow(
            () ->
                Problem.of(
                        Status.NOT_FOUND,
                        "there is no call "
                            + id
                            + " in table calls; give its call_uid or its Call-ID")
                    .exception());
  }

  private static JsonObject object(String body) {
    if (body.length() > MAX_CHARACTERS) {
      throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "that is too long to be tried").exception();
    }
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw wrong("the body is no JSON object: " + e.getMessage());
    }
  }

  private static Optional<String> text(JsonObject asked, String name) {
    return Optional.ofNullable(asked.getString(name, null)).filter(text -> !text.isBlank());
  }

  private static RuntimeException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
