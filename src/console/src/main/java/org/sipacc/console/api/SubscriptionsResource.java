package org.sipacc.console.api;

import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonException;
import javax.json.JsonNumber;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
import javax.json.JsonReader;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
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
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.events.SubscriptionRefusedException;
import org.sipacc.service.events.SubscriptionStatus;

/** Who has subscribed to which events. */
@Path("subscriptions")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {
  private static final int MAX_CHARACTERS = 4096;

  private final AccountingService service;

  public SubscriptionsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  SubscriptionsResource(AccountingService service) {
    this.service = service;
  }

  /** All subscriptions, those of the configuration first. */
  @GET
  @RequiredRole(Role.OPERATOR)
  public Response list() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    service.subscriptions().all().forEach(subscription -> all.add(json(subscription)));
    return Answers.ok(Json.createObjectBuilder().add("subscriptions", all).build());
  }

  /** Subscribes, or renews: {@code {"event":..., "socket":..., "expire": seconds}}. */
  @POST
  @RequiredRole(Role.OPERATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response subscribe(String body) {
    JsonObject asked = object(body);
    try {
      return Answers.ok(
          json(service
                  .subscriptions()
                  .subscribe(
                      asked.getString("event", ""),
                      asked.getString("socket", ""),
                      expire(asked.get("expire"))))
              .build());
    } catch (SubscriptionRefusedException e) {
      throw wrong(e.getMessage());
    }
  }

  /** Ends a subscription that was made at run time. */
  @DELETE
  @RequiredRole(Role.OPERATOR)
  @Path("{id}")
  public Response unsubscribe(@PathParam("id") String id) {
    try {
      if (service.subscriptions().unsubscribe(id)) {
        return Answers.ok(Json.createObjectBuilder().add("ended", id).build());
      }
    } catch (SubscriptionRefusedException e) {
      return Problem.of(Status.CONFLICT, e.getMessage()).response();
    }
    return Problem.of(
            Status.NOT_FOUND,
            "there is no subscription " + id + "; GET /api/subscriptions lists them")
        .response();
  }

  private static JsonObjectBuilder json(SubscriptionStatus subscription) {
    return Json.createObjectBuilder()
        .add("id", subscription.id())
        .add("event", subscription.event())
        .add("socket", subscription.socket())
        .add("configured", subscription.configured())
        .add("expires", Answers.instant(subscription.expires()))
        .add("state", subscription.state())
        .add("delivered", subscription.delivered())
        .add("waiting", subscription.waiting())
        .add("errors", subscription.errors())
        .add(
            "last_error",
            subscription.lastError().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL));
  }

  private static Optional<Duration> expire(JsonValue value) {
    if (value == null || value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      return Optional.of(Duration.ofSeconds(Math.min(number.longValue(), Integer.MAX_VALUE)));
    }
    throw wrong("expire must be a whole number of seconds");
  }

  private static JsonObject object(String body) {
    if (body.length() > MAX_CHARACTERS) {
      throw Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "that is too long for a subscription")
          .exception();
    }
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw wrong("the body is no JSON object: " + e.getMessage());
    }
  }

  private static RuntimeException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
