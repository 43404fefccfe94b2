package org.sipacc.restcomm.gate;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Messages as the stack parses them. */
final class Messages {

  private Messages() {}

  static SIPRequest request(String method, String branch, int cseq) throws ParseException {
    return (SIPRequest)
        parse(
            method
                + " sip:b@127.0.0.1 SIP/2.0\n"
                + via("127.0.0.1:7", branch)
                + rest(method, cseq));
  }

  /** With a Via of ours above that of the sender. */
  static SIPResponse response(int status, String method, String above, String branch, int cseq)
      throws ParseException {
    return (SIPResponse)
        parse(
            "SIP/2.0 "
                + status
                + " Reason\n"
                + via("127.0.0.1:5060", above)
                + via("127.0.0.1:7", branch)
                + rest(method, cseq));
  }

  private static String via(String sentBy, String branch) {
    return "Via: SIP/2.0/UDP " + sentBy + ";branch=" + branch + "\n";
  }

  private static String rest(String method, int cseq) {
    return """
        From: <sip:a@127.0.0.1>;tag=a
        To: <sip:b@127.0.0.1>;tag=b
        Call-ID: call
        CSeq: %d %s

        """
        .formatted(cseq, method);
  }

  private static SIPMessage parse(String text) throws ParseException {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new StringMsgParser().parseSIPMessage(bytes, true, false, null);
  }
}
