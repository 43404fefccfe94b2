package org.sipacc.sip.digest;

/** In which part somebody asks for credentials, which decides on headers and code. */
public enum Challenger {
  /** {@code proxy_authorize}, {@code proxy_challenge}. */
  PROXY("Proxy-Authorization", "Proxy-Authenticate", 407, "Proxy Authentication Required"),
  /** {@code www_authorize}, {@code www_challenge}: for requests to this server itself. */
  USER("Authorization", "WWW-Authenticate", 401, "Unauthorized");

  private final String credentialsHeader;
  private final String challengeHeader;
  private final int code;
  private final String reason;

  Challenger(String credentialsHeader, String challengeHeader, int code, String reason) {
    this.credentialsHeader = credentialsHeader;
    this.challengeHeader = challengeHeader;
    this.code = code;
    this.reason = reason;
  }

  /** The header of a request that has the credentials. */
  public String credentialsHeader() {
    return credentialsHeader;
  }

  /** The header of a reply that asks for them. */
  public String challengeHeader() {
    return challengeHeader;
  }

  /** The code of that reply. */
  public int code() {
    return code;
  }

  /** Its phrase. */
  public String reason() {
    return reason;
  }
}
