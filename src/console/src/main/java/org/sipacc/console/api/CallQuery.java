package org.sipacc.console.api;

import java.util.Optional;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.RecordFilter;

/** Reads the filters of a search from a query. */
final class CallQuery {
  private CallQuery() {}

  static CallFilter calls(QueryParameters query) {
    return new CallFilter(
        query.range(),
        query.match("caller"),
        query.match("callee"),
        query.country("callee_country"),
        query.codes("code"),
        query.duration("duration"),
        query.text("cause"),
        query.text("callid"),
        query.text("gateway"),
        query.text("policy_version"),
        query.text(
            "outcome",
            "answered, failed or cancelled",
            text -> Answers.oneOf(CallSummary.Outcome.values(), text)),
        query.node());
  }

  /**
   * @param figures whether the table has durations
   */
  static RecordFilter records(QueryParameters query, boolean figures) {
    return new RecordFilter(
        query.range(),
        query.match("caller"),
        query.match("callee"),
        query.codes("code"),
        figures ? query.duration("duration") : Optional.empty(),
        query.text("method"),
        query.text("callid"),
        query.node());
  }
}
