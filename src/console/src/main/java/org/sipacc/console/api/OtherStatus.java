package org.sipacc.console.api;

import javax.ws.rs.core.Response.Status.Family;
import javax.ws.rs.core.Response.StatusType;

/** Status codes that JAX-RS has no constants for. */
enum OtherStatus implements StatusType {
  /** RFC 4918: understood, but what it says is wrong. */
  UNPROCESSABLE(422, "Unprocessable Entity"),

  /** RFC 6585. */
  TOO_MANY_REQUESTS(429, "Too Many Requests");

  private final int code;
  private final String phrase;

  OtherStatus(int code, String phrase) {
    this.code = code;
    this.phrase = phrase;
  }

  @Override
  public int getStatusCode() {
    return code;
  }

  @Override
  public Family getFamily() {
    return Family.familyOf(code);
  }

  @Override
  public String getReasonPhrase() {
    return phrase;
  }
}
