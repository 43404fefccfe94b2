package org.sipacc.console.api;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonException;
import javax.json.JsonObject;
import javax.json.JsonReader;
import javax.json.JsonString;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.delivery.DeadLetter;
import org.sipacc.delivery.DeadLetterFilter;
import org.sipacc.delivery.Redelivery;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.service.AccountingService;

/**
 * The records that backends refused for good. An entry that several refused has one dead letter for
 * each; the query's {@code destination} tells which is meant.
 */
@Path("dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLettersResource {
  private static final int MAX_CHARACTERS = 1024 * 1024;
  private static final int MAX_COMMENT = 1000;

  /** Shorter than clients wait for an answer; what is left then is told. */
  private static final Duration REPLAY_BOUND = Duration.ofSeconds(30);

  private final AccountingService service;

  public DeadLettersResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  DeadLettersResource(AccountingService service) {
    this.service = service;
  }

  /** Those that match, oldest first. */
  @GET
  @RequiredRole(Role.OPERATOR)
  public Response list(@BeanParam DeadLetterQuery query) {
    JsonArrayBuilder letters = Json.createArrayBuilder();
    deadLetters()
        .find(query.filter(), query.limit())
        .forEach(letter -> letters.add(BackendJson.of(letter)));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("dead_letters", letters)
            .add("total", deadLetters().count(query.filter()))
            .build());
  }

  /** One with its record. */
  @GET
  @RequiredRole(Role.OPERATOR)
  @Path("{id}")
  public Response show(
      @PathParam("id") String id,
      @BeanParam DeadLetterQuery query,
      @Context HttpServletRequest request)
      throws IOException {
    return shown(one(id, query), request);
  }

  private Response shown(DeadLetter letter, HttpServletRequest request) throws IOException {
    return Answers.ok(
        BackendJson.of(
                letter,
                deadLetters().record(letter),
                service.parameters().coreColumns(),
                Caller.mask(request, service))
            .build());
  }

  /** Delivers those that match and wait. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Path("replay")
  public Response replay(@BeanParam DeadLetterQuery query) throws IOException {
    return replay(query.filter());
  }

  /** Delivers one. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Path("{id}/replay")
  public Response replay(@PathParam("id") String id, @BeanParam DeadLetterQuery query)
      throws IOException {
    DeadLetter letter = one(id, query);
    if (letter.state() != DeadLetter.State.WAITING) {
      return notWaiting(letter);
    }
    return replay(DeadLetterFilter.ofId(letter.id()).in(letter.destination()));
  }

  private Response replay(DeadLetterFilter filter) throws IOException {
    try {
      return Answers.ok(BackendJson.of(deadLetters().replay(filter, REPLAY_BOUND)).build());
    } catch (SinkUnavailableException e) {
      return Problem.of(
              Status.SERVICE_UNAVAILABLE,
              "the backend cannot take them now: " + e.getMessage() + "; they wait on")
          .response();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.of(Status.SERVICE_UNAVAILABLE, "the server is stopping").response();
    }
  }

  /** Changes fields of a record that waits: an object of new values, null to take a field out. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Path("{id}/mend")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response mend(
      @PathParam("id") String id,
      @BeanParam DeadLetterQuery query,
      @QueryParam("comment") @DefaultValue("") String comment,
      String body,
      @Context HttpServletRequest request)
      throws IOException {
    DeadLetter letter = one(id, query);
    try {
      deadLetters().mend(letter, changes(body), comment(comment));
    } catch (IllegalArgumentException e) {
      return Problem.of(OtherStatus.UNPROCESSABLE, e.getMessage()).response();
    } catch (IllegalStateException e) {
      return notWaiting(letter);
    }
    return shown(one(id, query), request);
  }

  /** Decides that a record is not to be delivered; a comment says why. */
  @DELETE
  @RequiredRole(Role.OPERATOR)
  @Path("{id}")
  public Response discard(
      @PathParam("id") String id,
      @BeanParam DeadLetterQuery query,
      @QueryParam("comment") @DefaultValue("") String comment,
      @Context HttpServletRequest request)
      throws IOException {
    DeadLetter letter = one(id, query);
    if (comment.isBlank()) {
      return Problem.of(Status.BAD_REQUEST, "say why it is discarded: ?comment=TEXT").response();
    }
    try {
      deadLetters().discard(letter, comment(comment));
    } catch (IllegalStateException e) {
      return notWaiting(letter);
    }
    return shown(one(id, query), request);
  }

  private Redelivery deadLetters() {
    return service.backends().deadLetters();
  }

  private DeadLetter one(String id, DeadLetterQuery query) {
    List<DeadLetter> found = deadLetters().find(query.filter(id), 2);
    if (found.isEmpty()) {
      throw Problem.of(Status.NOT_FOUND, "there is no dead letter " + id).exception();
    }
    if (found.size() > 1) {
      throw Problem.of(
              Status.CONFLICT,
              "several backends refused " + id + ": name the one that is meant, ?destination=NAME")
          .exception();
    }
    return found.get(0);
  }

  private static Response notWaiting(DeadLetter letter) {
    return Problem.of(
            Status.CONFLICT, "dead letter " + letter.id() + " was replayed or discarded already")
        .response();
  }

  private static String comment(String comment) {
    if (comment.length() > MAX_COMMENT) {
      throw Problem.of(Status.BAD_REQUEST, "a comment has at most " + MAX_COMMENT + " characters")
          .exception();
    }
    return comment;
  }

  private static Map<String, Optional<String>> changes(String body) {
    if (body.length() > MAX_CHARACTERS) {
      throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "that is too long for a record")
          .exception();
    }
    Map<String, Optional<String>> changes = new LinkedHashMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonObject object = reader.readObject();
      object.forEach((name, value) -> changes.put(name, text(name, value)));
    } catch (JsonException e) {
      throw new IllegalArgumentException("the body is no JSON object: " + e.getMessage(), e);
    }
    return changes;
  }

  private static Optional<String> text(String name, JsonValue value) {
    return switch (value.getValueType()) {
      case NULL -> Optional.empty();
      case STRING -> Optional.of(((JsonString) value).getString());
      case NUMBER -> Optional.of(value.toString());
      default -> throw new IllegalArgumentException(name + " must be a text, a number or null");
    };
  }
}
