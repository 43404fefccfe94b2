package org.sipacc.console.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObjectBuilder;
import org.sipacc.accounting.report.CallFigures;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.report.Distribution;
import org.sipacc.accounting.report.Ratio;
import org.sipacc.service.search.Reports;

/** A report's rows as JSON: each ratio with what it was reckoned from. */
final class ReportJson {
  private static final double MILLIS_OF_A_MINUTE = 60_000;
  private static final double MILLIS_OF_A_SECOND = 1000;
  private static final int[] PERCENTS = {50, 90, 95, 99};

  private static final Map<String, String> FORMULAS = new LinkedHashMap<>();

  static {
    FORMULAS.put("calls", "number of INVITEs that started a call");
    FORMULAS.put("answered", "number of calls answered 200");
    FORMULAS.put("minutes", "sum of answer to end of answered calls, in minutes");
    FORMULAS.put("asr", "answered / calls (ITU-T E.411)");
    FORMULAS.put(
        "ner",
        "(answered + 480 + 486 + 600 + 603 + 408 and 487 after ringing) / calls (ITU-T E.425)");
    FORMULAS.put("acd", "sum of answer to end / answered, in seconds (SDT of RFC 6076, 4.5)");
    FORMULAS.put("ser", "answered / (calls - 3xx) (RFC 6076, 4.6)");
    FORMULAS.put(
        "seer",
        "(answered + 480 + 486 + 600 + 603) / (calls - 3xx - 401 - 402 - 407) (RFC 6076, 4.7)");
    FORMULAS.put("isa", "(408 + 500 + 503 + 504) / calls (RFC 6076, 4.8)");
    FORMULAS.put(
        "srd_ms",
        "from INVITE to the first 180, else to the 200, sum / calls that rang or were answered"
            + " (RFC 6076, 4.3.1)");
    FORMULAS.put(
        "srd_failed_ms",
        "from INVITE to the final 4xx but 401, 402, 407, 5xx or 6xx, sum / calls that ended so"
            + " (RFC 6076, 4.3.2)");
    FORMULAS.put("pdd_ms", "from INVITE to 180 of calls that rang; percentile_disc");
  }

  private ReportJson() {}

  /** How each figure is reckoned. */
  static JsonObjectBuilder formulas() {
    JsonObjectBuilder formulas = Json.createObjectBuilder();
    FORMULAS.forEach(formulas::add);
    return formulas;
  }

  /** The rows by time and by group. */
  static void add(JsonObjectBuilder answer, CallReport report) {
    JsonArrayBuilder rows = Json.createArrayBuilder();
    report.each((row, figures) -> rows.add(of(row, figures)));
    answer.add("rows", rows);
  }

  /** The rows of the largest groups, the largest first, and the figures of all other calls. */
  static void add(JsonObjectBuilder answer, Reports.Largest largest) {
    Map<String, JsonObjectBuilder> found = new HashMap<>();
    largest.report().each((row, figures) -> found.put(row.group(), of(row, figures)));
    JsonArrayBuilder rows = Json.createArrayBuilder();
    largest.names().stream().map(found::get).filter(Objects::nonNull).forEach(rows::add);
    answer
        .add("groups", largest.groups())
        .add("rows", rows)
        .add("others", of(largest.report().others()));
  }

  private static JsonObjectBuilder of(CallReport.Row row, CallFigures figures) {
    return Json.createObjectBuilder()
        .add("begin", Answers.instant(row.begin()))
        .add("group", row.group())
        .addAll(of(figures));
  }

  private static JsonObjectBuilder of(CallFigures figures) {
    return Json.createObjectBuilder()
        .add("calls", figures.calls())
        .add("answered", figures.answered())
        .add("minutes", figures.answeredMillis() / MILLIS_OF_A_MINUTE)
        .add("asr", ratio(figures.answerSeizureRatio()))
        .add("ner", ratio(figures.networkEffectivenessRatio()))
        .add("acd", seconds(figures.averageCallMillis()))
        .add("ser", ratio(figures.sessionEstablishmentRatio()))
        .add("seer", ratio(figures.sessionEstablishmentEffectivenessRatio()))
        .add("isa", ratio(figures.ineffectiveSessionAttempts()))
        .add("srd_ms", ratio(figures.successfulRequestMillis()))
        .add("srd_failed_ms", ratio(figures.failedRequestMillis()))
        .add("pdd_ms", percentiles(figures.postDialDelay()));
  }

  private static JsonObjectBuilder ratio(Ratio ratio) {
    return value(ratio, 1)
        .add("numerator", ratio.numerator())
        .add("denominator", ratio.denominator());
  }

  /** A ratio whose numerator is milliseconds. */
  private static JsonObjectBuilder seconds(Ratio ratio) {
    return value(ratio, MILLIS_OF_A_SECOND)
        .add("numerator", ratio.numerator() / MILLIS_OF_A_SECOND)
        .add("denominator", ratio.denominator());
  }

  private static JsonObjectBuilder value(Ratio ratio, double unit) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    return ratio.value().isPresent()
        ? json.add("value", ratio.value().getAsDouble() / unit)
        : json.addNull("value");
  }

  private static JsonObjectBuilder percentiles(Distribution delays) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("calls", delays.total());
    for (int percent : PERCENTS) {
      OptionalLong value = delays.percentile(percent);
      if (value.isPresent()) {
        json.add("p" + percent, value.getAsLong());
      } else {
        json.addNull("p" + percent);
      }
    }
    return json;
  }
}
