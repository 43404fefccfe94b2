package org.sipacc.restcomm.descriptor;

/** A sip.xml, or annotations, that cannot be deployed; the message says where and what to do. */
public final class SipXmlException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Of an application whose annotations are wrong. */
  public SipXmlException(String message) {
    super(message);
  }

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
