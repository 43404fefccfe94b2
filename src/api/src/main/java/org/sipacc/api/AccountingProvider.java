package org.sipacc.api;

import java.util.Optional;
import java.util.OptionalInt;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * What does the accounting behind {@link Accounting}: sipacc implements it, applications do not.
 *
 * <p>It may be called by any thread. Strings are never null; "" stands for what is not given. It
 * may throw {@link IllegalArgumentException} for an argument that is wrong whatever the call; any
 * other exception is a failure of its own, which {@link Accounting} keeps from the application.
 */
public interface AccountingProvider {
  /** A request came in; its application has not seen it yet. */
  void received(SipServletRequest request);

  /** The application has seen the request; it may have proxied or answered it. */
  void handled(SipServletRequest request);

  /** A reply came in, a branch's ({@link SipServletResponse#isBranchResponse}) too. */
  void received(SipServletResponse response);

  /** The application is about to send this. */
  void sending(SipServletMessage message);

  /** Sending this to a callee is an attempt of the call that the request started. */
  void attempt(SipServletRequest request, SipServletRequest outgoing);

  /** {@code do_accounting}. */
  boolean doAccounting(SipServletMessage message, String type, String flags, String table);

  /** {@code drop_accounting}; "" for all types or all flags. */
  boolean dropAccounting(SipServletMessage message, String type, String flags);

  /** {@code acc_log_request} and its like, of which the type is the one word between. */
  boolean accRequest(SipServletMessage message, String type, String comment, String table);

  /** {@code $acc_extra(tag)}. */
  Optional<String> accExtra(SipServletMessage message, String tag);

  /** {@code $acc_extra(tag) = value}; "" deletes it. */
  boolean setAccExtra(SipServletMessage message, String tag, String value);

  /** {@code $(acc_leg(tag)[index])}; -1 is the last leg. */
  Optional<String> accLeg(SipServletMessage message, String tag, int index);

  /** {@code $(acc_leg(tag)[index]) = value}; "" deletes it. */
  boolean setAccLeg(SipServletMessage message, String tag, int index, String value);

  /** {@code acc_new_leg()}. */
  boolean accNewLeg(SipServletMessage message);

  /** {@code $acc_current_leg}. */
  OptionalInt accCurrentLeg(SipServletMessage message);

  /** {@code create_dialog}. */
  boolean createDialog(SipServletMessage message, String flags);

  /** {@code $DLG_timeout = seconds}. */
  boolean setDialogTimeout(SipServletMessage message, int seconds);
}
