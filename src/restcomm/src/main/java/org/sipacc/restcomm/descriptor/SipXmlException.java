package org.sipacc.restcomm.descriptor;

/** A sip.xml that cannot be deployed; the message names the element and its line. */
public final class SipXmlException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param line line in sip.xml, from 1
   * @param message names the element, what is wrong and what to do
   */
  public SipXmlException(int line, String message) {
    super("sip.xml line " + line + ": " + message);
  }
}
