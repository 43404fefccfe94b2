package org.sipacc.service;

import java.time.Instant;
import java.util.List;
import org.sipacc.accounting.AccountingContext;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.ForeignBye;
import org.sipacc.accounting.RequestComment;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.sip.digest.DigestAuthenticator;

/**
 * Marks requests for accounting and completes their records.
 *
 * <p>A request's {@link AccountingContext} is made by {@link #open}, a call's {@link Dialog} by
 * {@link #openCall}; marks are set on them directly; what happens is told to {@link #record}, which
 * journals the records that are finished by it. No call waits for a database or any other backend.
 */
public interface Accounting {
  /** The module parameters in force. */
  Parameters parameters();

  /** The policy in force. A call keeps the one it began with. */
  Policy policy();

  /** The secrets by which Record-Route is signed: the first signs, all are accepted. */
  List<byte[]> routeKeys();

  /**
   * Whether a request that starts something new may be taken. It may not while the journal cannot
   * take its records and {@code journal_full} is {@code refuse}; it is to be answered 503 then.
   */
  boolean admitsRequest();

  /** Checks who somebody is. */
  DigestAuthenticator digest();

  /** The calls that are followed. */
  Dialogs dialogs();

  /**
   * A new context, with nothing marked, for a request that starts no call.
   *
   * @param policy the one that decides about the request
   */
  AccountingContext open(RequestFacts request, Policy policy);

  /** A call that an INVITE starts; it is followed from now on. */
  Dialog openCall(RequestFacts invite, Policy policy, CallClock clock);

  /**
   * Journals how a call stands, for the next life of this server: after its INVITE was marked, and
   * whenever what is to be recorded of it, or the way to its parties, has changed. The answer does
   * it by itself.
   *
   * @throws org.sipacc.journal.JournalException if it could not be written
   */
  void keep(Dialog dialog);

  /**
   * Tells what happened to a request that starts no call, and journals what is finished by it.
   *
   * <p>What the journal cannot take just now is kept and journalled later.
   */
  void record(AccountingContext context, CallEvent event);

  /**
   * Tells what happened to a call, and journals what is finished by it.
   *
   * <p>If it does not end otherwise, it ends with its lifetime, or {@code fr_timeout} after a BYE
   * that nobody answered.
   */
  void record(Dialog dialog, CallEvent event);

  /**
   * Journals a BYE of another node's call, which that node gets by the database and ends the call
   * by.
   */
  void leave(ForeignBye bye);

  /**
   * Journals a record at once: {@code acc_log_request} and its like.
   *
   * @param context whose fields it carries
   * @param request the request in hand
   * @param table the table of a record for the database, "" for other backends
   * @return false if the backend is not configured
   */
  boolean accountNow(
      AccountingContext context,
      RequestFacts request,
      Backend backend,
      RequestComment comment,
      String table,
      Instant at);
}
