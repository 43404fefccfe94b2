package org.sipacc.accounting.parameter;

/** How an accounting line is written. */
public enum SyslogFormat {
  /** The lines of OpenSIPS, in packets as syslog(3) makes them. */
  OPENSIPS,
  /** Structured data of RFC 5424, in which no value can look like another field. */
  RFC5424
}
