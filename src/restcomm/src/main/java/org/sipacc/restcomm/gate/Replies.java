package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.Utils;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Final answers of the gate itself, sent by a server transaction that absorbs retransmissions. */
final class Replies {

  /** Application data of the transactions of such answers. */
  private static final Object OWN = new Object();

  private static final int RETRY_AFTER_SECONDS = 10;

  /** Whether the transaction carries an answer of the gate; the engine knows nothing of it. */
  static boolean isOwn(Transaction transaction) {
    return transaction != null && transaction.getApplicationData() == OWN;
  }

  /** Whether the event is about the transaction of an answer of the gate. */
  static boolean isOwn(TransactionTerminatedEvent event) {
    return event.isServerTransaction() && isOwn(event.getServerTransaction());
  }

  /** Whether the event is about the transaction of an answer of the gate. */
  static boolean isOwn(TimeoutEvent event) {
    return event.isServerTransaction() && isOwn(event.getServerTransaction());
  }

  /**
   * Answers the request.
   *
   * @throws SipException if the answer cannot be sent
   */
  void send(RequestEvent event, int code, String reason) throws SipException {
    send(event, response(event, code, reason));
  }

  /**
   * Answers the request 503, and when it may be worth while to try again (RFC 3261 section 21.5.4).
   *
   * @throws SipException if the answer cannot be sent
   */
  void sendUnavailable(RequestEvent event) throws SipException {
    Response response = response(event, Response.SERVICE_UNAVAILABLE, "Service Unavailable");
    try {
      response.setHeader(SipFactoryImpl.headerFactory.createRetryAfterHeader(RETRY_AFTER_SECONDS));
    } catch (InvalidArgumentException e) {
      throw new SipException("the answer 503 cannot be made", e);
    }
    send(event, response);
  }

  private static void send(RequestEvent event, Response response) throws SipException {
    try {
      ServerTransaction transaction = event.getServerTransaction();
      if (transaction == null) {
        SipProvider provider = (SipProvider) event.getSource();
        transaction = provider.getNewServerTransaction(event.getRequest());
      }
      transaction.setApplicationData(OWN);
      transaction.sendResponse(response);
    } catch (TransactionAlreadyExistsException e) {
      // a retransmission: the transaction repeats the answer
    } catch (InvalidArgumentException e) {
      throw new SipException("the answer " + response.getStatusCode() + " cannot be sent", e);
    }
  }

  /**
   * Answers a request for which no transaction can be made.
   *
   * @throws SipException if the answer cannot be sent
   */
  void sendStateless(RequestEvent event, int code, String reason) throws SipException {
    ((SipProvider) event.getSource()).sendResponse(response(event, code, reason));
  }

  private static Response response(RequestEvent event, int code, String reason)
      throws SipException {
    try {
      Response response = SipFactoryImpl.messageFactory.createResponse(code, event.getRequest());
      response.setReasonPhrase(reason);
      ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
      if (to.getTag() == null) {
        to.setTag(Utils.getInstance().generateTag());
      }
      return response;
    } catch (ParseException e) {
      throw new SipException("the answer " + code + " cannot be made", e);
    }
  }
}
