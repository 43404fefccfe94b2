package org.sipacc.restcomm.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParserFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Set;

/**
 * Fills in the headers a request must have and has not, or has malformed, and marks it, so that it
 * reaches {@link org.sipacc.restcomm.gate.SipGate} and is answered 400: the stack would drop it in
 * silence, and close the TCP connection that other calls use too.
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
      ParseExceptionListener lenient = listener == null ? null : new Lenient(listener);
      SIPMessage message = strict.parseSIPMessage(bytes, readBody, strictly, lenient);
      if (message instanceof SIPRequest request && request.getTopmostVia() != null) {
        MissingHeaders.fillIn(request);
      }
      return message;
    }
  }

  /** A malformed header of these is as good as missing; the stack itself decides on the others. */
  private record Lenient(ParseExceptionListener strict) implements ParseExceptionListener {

    private static final Set<Class<?>> FILLED_IN =
        Set.of(From.class, To.class, CSeq.class, CallID.class);

    @Override
    @SuppressWarnings("rawtypes")
    public void handleException(
        ParseException e, SIPMessage message, Class header, String line, String text)
        throws ParseException {
      if (header == null || !FILLED_IN.contains(header)) {
        strict.handleException(e, message, header, line, text);
      }
    }
  }
}
