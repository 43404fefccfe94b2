package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParserFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/**
 * Fills in the headers a request must have and has not, and marks it, so that it reaches {@link
 * org.sipacc.restcomm.gate.SipGate} and is answered 400: the stack would drop it in silence.
 */
public final class LenientParserFactory implements MessageParserFactory {

  private final MessageParserFactory strict = new StringMsgParserFactory();

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    return new Parser(strict.createMessageParser(stack));
  }

  private record Parser(MessageParser strict) implements MessageParser {

    @Override
    public SIPMessage parseSIPMessage(
        byte[] bytes, boolean readBody, boolean strictly, ParseExceptionListener listener)
        throws ParseException {
      SIPMessage message = strict.parseSIPMessage(bytes, readBody, strictly, listener);
      if (message instanceof SIPRequest request && request.getTopmostVia() != null) {
        MissingHeaders.fillIn(request);
      }
      return message;
    }
  }
}
