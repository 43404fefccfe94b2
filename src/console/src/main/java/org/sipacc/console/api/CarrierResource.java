package org.sipacc.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
import javax.ws.rs.core.UriInfo;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Codes;
import org.sipacc.service.AccountingService;
import org.sipacc.service.carrier.CarrierComparison;
import org.sipacc.service.carrier.CarrierFile;
import org.sipacc.service.carrier.CarrierFileException;
import org.sipacc.service.carrier.ComparedCall;
import org.sipacc.service.carrier.Comparison;

/** Compares a carrier's call records with ours. */
@Path("reports/carrier")
@Produces(MediaType.APPLICATION_JSON)
public class CarrierResource {
  private static final int DEFAULT_LISTED = 20;
  private static final int MOST_LISTED = 10_000;
  private static final int MOST_DIGITS = 32;
  private static final int MOST_SECONDS = 3600;

  private final AccountingService service;

  public CarrierResource(@Context ServletContext context) {
    this(ManagementChannel.accounting(context));
  }

  CarrierResource(AccountingService service) {
    this.service = service;
  }

  /** Compares; the body is the file, the query tells how to read it. */
  @POST
  @RequiredRole(Role.VIEWER)
  @Consumes("text/csv")
  public Response compare(
      InputStream body, @Context UriInfo address, @Context HttpServletRequest request)
      throws IOException {
    QueryParameters query = new QueryParameters(address.getQueryParameters());
    CallFilter ours = answered(query);
    CarrierFile file = file(query);
    Comparison.Likeness likeness =
        new Comparison.Likeness(
            query.number("digits", 1, MOST_DIGITS).orElse(8),
            Duration.ofSeconds(query.number("start_tolerance", 0, MOST_SECONDS).orElse(5)));
    double tolerance = query.decimal("seconds_tolerance").orElse(1.0);
    int listed = query.number("list", 0, MOST_LISTED).orElse(DEFAULT_LISTED);
    query.checkNoOthers();
    if (!Caller.mask(request, service).isNone()) {
      return Problem.of(
              Status.FORBIDDEN, "numbers are masked for you, so calls cannot be compared by them")
          .response();
    }
    try {
      return Answers.ok(
          json(
                  new CarrierComparison(service.search())
                      .compare(body, file, ours, likeness, Caller.of(request).role()),
                  tolerance,
                  listed)
              .build());
    } catch (CarrierFileException e) {
      return Problem.of(OtherStatus.UNPROCESSABLE, e.getMessage()).response();
    }
  }

  private static CallFilter answered(QueryParameters query) {
    CallFilter all = CallFilter.in(query.range());
    return new CallFilter(
        all.range(),
        all.caller(),
        all.callee(),
        all.calleeCountry(),
        Optional.of(Codes.ofClass(2)),
        all.durationMillis(),
        all.cause(),
        all.callId(),
        query.text("gateway"),
        all.policyVersion(),
        all.outcome(),
        OptionalInt.empty());
  }

  private static CarrierFile file(QueryParameters query) {
    return new CarrierFile(
        query.required("start"),
        query.required("callee"),
        query.text("caller"),
        query.required("seconds"),
        query.text(
            "format",
            "a pattern as in dd.MM.yyyy HH:mm:ss",
            text -> DateTimeFormatter.ofPattern(text, Locale.ROOT)),
        query.text("zone", "one as in Europe/Berlin or UTC", ZoneId::of).orElse(ZoneId.of("UTC")),
        query.text("separator", "one character", CarrierResource::character).orElse(','),
        query
            .text("charset", "one as in UTF-8 or ISO-8859-1", Charset::forName)
            .orElse(StandardCharsets.UTF_8),
        query.flag("heading").orElse(true));
  }

  private static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("not one character");
    }
    return text.charAt(0);
  }

  private static JsonObjectBuilder json(
      CarrierComparison.Result result, double tolerance, int listed) {
    Comparison calls = result.calls();
    List<Comparison.Pair> apart = calls.differing(tolerance);
    JsonArrayBuilder pairs = Json.createArrayBuilder();
    apart.stream()
        .limit(listed)
        .forEach(
            pair ->
                pairs.add(
                    Json.createObjectBuilder()
                        .add("difference", pair.difference())
                        .add("ours", json(pair.ours()))
                        .add("theirs", json(pair.theirs()))));
    return Json.createObjectBuilder()
        .add("ours", sum(calls.ours()))
        .add("theirs", sum(calls.theirs()).add("outside", result.outside()))
        .add("both", calls.both().size())
        .add("seconds_apart", list(apart.size(), pairs))
        .add("only_here", list(calls.onlyHere(), listed))
        .add("only_there", list(calls.onlyThere(), listed));
  }

  private static JsonObjectBuilder sum(List<ComparedCall> calls) {
    return Json.createObjectBuilder()
        .add("calls", calls.size())
        .add("seconds", calls.stream().mapToDouble(ComparedCall::seconds).sum());
  }

  private static JsonObjectBuilder list(List<ComparedCall> calls, int listed) {
    JsonArrayBuilder first = Json.createArrayBuilder();
    Stream<ComparedCall> some = calls.stream().limit(listed);
    some.forEach(call -> first.add(json(call)));
    return list(calls.size(), first);
  }

  private static JsonObjectBuilder list(int total, JsonArrayBuilder first) {
    return Json.createObjectBuilder().add("total", total).add("calls", first);
  }

  private static JsonObjectBuilder json(ComparedCall call) {
    return Json.createObjectBuilder()
        .add("start", call.start().toString())
        .add("caller", call.caller())
        .add("callee", call.callee())
        .add("seconds", call.seconds())
        .add("call", call.name());
  }
}
