package org.sipacc.accounting.parameter;

/** Which attributes and packets go to a RADIUS server. */
public enum RadiusProfile {
  /** Those of OpenSIPS's acc module, and no others. */
  OPENSIPS,
  /** These, what RFC 2866 has for a session, and word of this server's start and stop. */
  FULL
}
