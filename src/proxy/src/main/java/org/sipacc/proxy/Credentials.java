package org.sipacc.proxy;

import java.util.ArrayList;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import org.sipacc.accounting.policy.LocalReply;
import org.sipacc.sip.digest.Authentication;
import org.sipacc.sip.digest.Challenge;
import org.sipacc.sip.digest.DigestCredentials;

/** Digest credentials in messages. */
final class Credentials {
  private Credentials() {}

  /** The reply that asks for them. */
  static LocalReply ask(Challenge asked, List<String> values) {
    return new LocalReply(
        asked.challenger().code(),
        asked.challenger().reason(),
        false,
        values.stream()
            .map(value -> new LocalReply.Header(asked.challenger().challengeHeader(), value))
            .toList());
  }

  /**
   * Takes those out of a request that were for this server (RFC 3261 section 22.3): {@code
   * consume_credentials()}.
   */
  static void consume(SipServletRequest request, List<Authentication> proved) {
    for (Authentication authentication : proved) {
      String header = authentication.challenger().credentialsHeader();
      List<String> values = new ArrayList<>();
      request.getHeaders(header).forEachRemaining(values::add);
      List<String> others =
          values.stream().filter(value -> !isOfRealm(value, authentication.realm())).toList();
      if (others.size() < values.size()) {
        request.removeHeader(header);
        others.forEach(value -> request.addHeader(header, value));
      }
    }
  }

  private static boolean isOfRealm(String value, String realm) {
    return DigestCredentials.parse(value)
        .filter(credentials -> credentials.field("realm").equals(realm))
        .isPresent();
  }
}
