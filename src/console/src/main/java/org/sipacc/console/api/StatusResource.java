package org.sipacc.console.api;

import java.util.Locale;
import javax.json.Json;
import javax.json.JsonObject;
import javax.json.JsonObjectBuilder;
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
import org.sipacc.service.JournalStatus;

/** How the server stands at this moment; cheap enough to be asked every few seconds. */
@Path("status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
  private final AccountingService service;

  public StatusResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  StatusResource(AccountingService service) {
    this.service = service;
  }

  @GET
  @RequiredRole(Role.VIEWER)
  public Response show() {
    return Answers.ok(of(service.openCalls(), service.policy().version(), service.journal()));
  }

  static JsonObject of(int openCalls, String policy, JournalStatus journal) {
    return Json.createObjectBuilder()
        .add("calls_open", openCalls)
        .add("policy", policy)
        .add("journal", of(journal))
        .build();
  }

  private static JsonObjectBuilder of(JournalStatus journal) {
    return Json.createObjectBuilder()
        .add("state", journal.state().name().toLowerCase(Locale.ROOT))
        .add("reason", journal.reason().<JsonValue>map(Json::createValue).orElse(JsonValue.NULL))
        .add("bytes", journal.bytes())
        .add("free_bytes", journal.freeBytes())
        .add("oldest", journal.oldest())
        .add("end", journal.end())
        .add("sync_lag_ms", journal.syncLag().toMillis())
        .add("waiting", journal.waiting())
        .add("dropped", journal.dropped())
        .add("refused", journal.refused())
        .add("damaged_files", journal.damagedFiles());
  }
}
