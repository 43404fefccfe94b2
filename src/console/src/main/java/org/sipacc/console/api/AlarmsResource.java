package org.sipacc.console.api;

import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonValue;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;
import org.sipacc.service.alarm.AlarmStatus;

/** The rules of the configuration over this server's measures. */
@Path("alarms")
@Produces(MediaType.APPLICATION_JSON)
public class AlarmsResource {
  private final AccountingService service;

  public AlarmsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  AlarmsResource(AccountingService service) {
    this.service = service;
  }

  /** How each stands. */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response alarms() {
    JsonArrayBuilder alarms = Json.createArrayBuilder();
    for (AlarmStatus alarm : service.alarms()) {
      alarms.add(
          Json.createObjectBuilder()
              .add("rule", alarm.rule().text())
              .add("raised", alarm.raised())
              .add("value", alarm.value().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
              .add("since", Answers.instant(alarm.since())));
    }
    return Answers.ok(Json.createObjectBuilder().add("alarms", alarms).build());
  }
}
