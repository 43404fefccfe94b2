package org.sipacc.backends.event;

import java.util.regex.Pattern;

/**
 * {@code jms:factory,destination}: the names that the container has for them in JNDI. A name that
 * would make JNDI fetch something from elsewhere, such as {@code ldap://...}, is none.
 */
record JmsSocket(String factory, String destination) {
  private static final Pattern NAME = Pattern.compile("(java:|openejb:)?[A-Za-z0-9_$./-]+");
  private static final String SAMPLE =
      "jms:openejb:Resource/eventFactory,openejb:Resource/eventTopic";

  static JmsSocket parse(String rest) throws WrongSocketException {
    String[] names = rest.split(",", -1);
    if (names.length != 2) {
      throw wrong("that is not a connection factory and a topic with a comma between");
    }
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw wrong("\"" + name + "\" is no name of this server's JNDI");
      }
    }
    return new JmsSocket(names[0], names[1]);
  }

  private static WrongSocketException wrong(String what) {
    return new WrongSocketException(what + "; write a JMS socket as in " + SAMPLE);
  }

  @Override
  public String toString() {
    return "jms:" + factory + "," + destination;
  }
}
