package org.sipacc.service;

import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;

/**
 * Marks requests for accounting and completes their records.
 *
 * <p>A request's {@link AccountingContext} is made by {@link #open}; marks are set on it directly;
 * what happens to the request is told to {@link #record}, which journals the records that are
 * finished by it. No call waits for a database or any other backend.
 */
public interface Accounting {
  /** The module parameters in force. */
  Parameters parameters();

  /** The policy in force. */
  Policy policy();

  /** A new context, with nothing marked, for a request that came in. */
  AccountingContext open(RequestFacts request);

  /**
   * Tells what happened, and journals what is finished by it.
   *
   * <p>An answered call is followed from its answer on: if it does not end otherwise, it ends with
   * its lifetime, or {@code fr_timeout} after a BYE that nobody answered.
   *
   * @throws org.sipacc.journal.JournalException if a finished record could not be written
   */
  void record(AccountingContext context, CallEvent event);
}
