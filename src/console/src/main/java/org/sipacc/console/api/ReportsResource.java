package org.sipacc.console.api;

import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Concurrency;
import org.sipacc.accounting.report.Grouping;
import org.sipacc.accounting.report.Interval;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.service.AccountingService;
import org.sipacc.service.search.Reports;

/** Figures of finished calls, by parts of time. */
@Path("reports")
@Produces(MediaType.APPLICATION_JSON)
public class ReportsResource {
  private static final int MOST_LARGEST = 1000;

  private final AccountingService service;

  public ReportsResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  ReportsResource(AccountingService service) {
    this.service = service;
  }

  /** The figures of the calls that match the filters of a search. */
  @GET
  @Path("calls")
  @RequiredRole(Role.VIEWER)
  public Response calls(@Context UriInfo address, @Context HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    CallFilter filter = CallQuery.calls(query);
    Interval interval = oneOf(query, "interval", Interval.values(), Interval.TOTAL);
    Grouping grouping = oneOf(query, "group_by", Grouping.values(), Grouping.NONE);
    ZoneId zone = zone(query);
    Optional<Integer> top = query.number("top", 1, MOST_LARGEST);
    query.checkNoOthers();
    if (top.isPresent() && (interval != Interval.TOTAL || grouping == Grouping.NONE)) {
      throw wrong("top is for reports with group_by and without interval");
    }
    Countries countries = new Countries(service.parameters().get(Catalogue.COUNTRY));
    CallReport report = new CallReport(interval, grouping, zone, countries);
    Role role = Caller.of(request).role();
    Reports reports = new Reports(service.search());
    JsonObjectBuilder answer =
        Json.createObjectBuilder()
            .add("interval", Answers.lower(interval))
            .add("group_by", Answers.lower(grouping))
            .add("zone", zone.getId())
            .add("formulas", ReportJson.formulas());
    if (top.isPresent()) {
      ReportJson.add(answer, reports.largest(report, top.get(), filter, role));
    } else {
      ReportJson.add(answer, reports.fill(report, filter, role));
    }
    return Answers.ok(answer.build());
  }

  /** How many answered calls that match the filters were up at once. */
  @GET
  @Path("concurrency")
  @RequiredRole(Role.VIEWER)
  public Response concurrency(@Context UriInfo address, @Context HttpServletRequest request) {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    CallFilter filter = CallQuery.calls(query);
    Interval interval = oneOf(query, "interval", Interval.values(), Interval.TOTAL);
    ZoneId zone = zone(query);
    query.checkNoOthers();
    Concurrency concurrency =
        new Reports(service.search()).concurrency(filter, Caller.of(request).role());
    JsonArrayBuilder rows = Json.createArrayBuilder();
    concurrency
        .peaks(
            interval,
            zone,
            filter.range().since().orElseThrow(),
            filter.range().until().orElseThrow())
        .forEach(
            peak ->
                rows.add(
                    Json.createObjectBuilder()
                        .add("begin", Answers.instant(peak.begin()))
                        .add("calls", peak.calls())
                        .add("at", peak.at().toString())));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("interval", Answers.lower(interval))
            .add("zone", zone.getId())
            .add("rows", rows)
            .build());
  }

  private static <E extends Enum<E>> E oneOf(
      QueryParameters query, String name, E[] all, E otherwise) {
    String names = Stream.of(all).map(Answers::lower).collect(Collectors.joining(", "));
    return query.text(name, "one of " + names, text -> Answers.oneOf(all, text)).orElse(otherwise);
  }

  private static ZoneId zone(QueryParameters query) {
    return query
        .text("zone", "one as in Europe/Berlin or UTC", ZoneId::of)
        .orElse(ZoneId.of("UTC"));
  }

  private static RuntimeException wrong(String detail) {
    return Problem.of(Status.BAD_REQUEST, detail).exception();
  }
}
