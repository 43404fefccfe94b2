package org.sipacc.console.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.servlet.ServletContext;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.service.AccountingService;

/** Whether every call and every record can be accounted for. */
@Path("reconciliation")
@Produces(MediaType.APPLICATION_JSON)
public class ReconciliationResource {
  private static final Duration DAY = Duration.ofDays(1);

  private final Clock clock = Clock.systemUTC();

  private final AccountingService service;

  public ReconciliationResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  ReconciliationResource(AccountingService service) {
    this.service = service;
  }

  /**
   * Compares.
   *
   * @param since from when on rows are compared, as RFC 3339 has it; the day before if it is left
   *     out
   * @param until up to when; now if it is left out
   */
  @GET
  @RequiredRole(Role.VIEWER)
  public Response reconcile(@QueryParam("since") String since, @QueryParam("until") String until) {
    Instant end = instant("until", until).orElseGet(clock::instant);
    Instant begin = instant("since", since).orElseGet(() -> end.minus(DAY));
    if (begin.isAfter(end)) {
      return Problem.of(Status.BAD_REQUEST, "since (" + begin + ") is after until (" + end + ")")
          .response();
    }
    return Answers.ok(ReconciliationJson.of(service.reconcile(begin, end)));
  }

  private static Optional<Instant> instant(String name, String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Problem.of(
              Status.BAD_REQUEST,
              name + " is '" + text + "': write it as 2026-03-01T12:00:00Z, in UTC")
          .exception();
    }
  }
}
