package org.sipacc.restcomm.engine;

import java.text.ParseException;
import java.util.Set;
import java.util.TreeSet;
import javax.sip.SipException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Message;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Challenges and credentials, of which a message may have several, for several realms. */
final class AuthenticationHeaders {
  private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NAMES.addAll(
        Set.of(
            AuthorizationHeader.NAME,
            ProxyAuthenticateHeader.NAME,
            ProxyAuthorizationHeader.NAME,
            WWWAuthenticateHeader.NAME));
  }

  private AuthenticationHeaders() {}

  /**
   * Adds one behind those that are there.
   *
   * @return false if it is another header
   * @throws IllegalArgumentException if the value is none of such a header
   */
  static boolean add(Message message, String name, String value) {
    if (!NAMES.contains(name)) {
      return false;
    }
    try {
      message.addLast(SipFactoryImpl.headerFactory.createHeader(name, value));
      return true;
    } catch (ParseException | SipException e) {
      throw new IllegalArgumentException("no value of " + name + ": " + value, e);
    }
  }
}
