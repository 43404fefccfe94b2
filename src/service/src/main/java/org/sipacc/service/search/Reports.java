package org.sipacc.service.search;

import java.util.function.Consumer;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.accounting.report.CallReport;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.service.search.SearchRefusedException.Reason;

/**
 * Figures of the stored calls that a filter lets through. They are reckoned from the calls
 * themselves, read once as an export reads them, and so as the role sees them: masked numbers that
 * look alike are one group.
 */
public final class Reports {
  private final Search search;

  public Reports(Search search) {
    this.search = search;
  }

  /**
   * Adds all calls to a report.
   *
   * @throws SearchRefusedException if the filter is refused as for an export, the report has too
   *     many rows, or the database cannot be asked
   */
  public CallReport fill(CallReport report, CallFilter filter, Role role) {
    Consumer<CallSummary> adding =
        call -> {
          if (!report.add(call)) {
            throw new SearchRefusedException(
                Reason.UNBOUNDED,
                "the report has more than "
                    + CallReport.MAX_ROWS
                    + " rows; take a longer interval, another group, or a narrower filter");
          }
        };
    if (report.needsAttempts()) {
      search.exportCallsWithAttempts(filter, role, adding);
    } else {
      search.exportCalls(filter, role, adding);
    }
    return report;
  }
}
