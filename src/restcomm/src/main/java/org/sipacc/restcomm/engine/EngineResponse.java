package org.sipacc.restcomm.engine;

import javax.sip.Dialog;
import javax.sip.Transaction;
import javax.sip.message.Response;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipFactoryImpl;
import org.mobicents.servlet.sip.message.SipServletResponseImpl;

/** The engine's response with what Servlet 3.1 and later ask of it. */
public final class EngineResponse extends SipServletResponseImpl {

  /** For the engine's deserialisation. */
  public EngineResponse() {}

  EngineResponse(
      Response response,
      SipFactoryImpl factory,
      Transaction transaction,
      MobicentsSipSession session,
      Dialog dialog,
      boolean hasBeenReceived,
      boolean isRetransmission) {
    super(response, factory, transaction, session, dialog, hasBeenReceived, isRetransmission);
  }

  @Override
  public void setContentLengthLong(long length) {
    setContentLength(Math.toIntExact(length));
  }
}
