package org.sipacc.service.search;

import java.util.List;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.search.StoredRecord;

/**
 * Everything that is stored of one call.
 *
 * @param acc its rows in the table of {@code db_table_acc}, oldest first
 * @param missedCalls its rows in the table of {@code db_table_missed_calls}, oldest first
 */
public record CallFile(
    CallSummary summary, List<StoredRecord> acc, List<StoredRecord> missedCalls) {}
