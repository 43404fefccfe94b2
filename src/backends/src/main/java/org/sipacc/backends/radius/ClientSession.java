package org.sipacc.backends.radius;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import org.sipacc.accounting.TimeOrderedId;

/**
 * Tells the RADIUS server when this server begins to account and when it ends: Accounting-On and
 * Accounting-Off, RFC 2866, section 5.1. A server that crashed says Accounting-On only.
 */
final class ClientSession {
  private static final Logger LOG = System.getLogger(ClientSession.class.getName());

  private final AccountingRequests requests;
  private final TimeOrderedId id;
  private boolean begun;

  /**
   * @param id the Acct-Session-Id of both
   */
  ClientSession(AccountingRequests requests, TimeOrderedId id) {
    this.requests = requests;
    this.id = id;
  }

  /** Says Accounting-On, unless it was acknowledged before. */
  void begin(RadiusClient client, Instant now) throws IOException {
    if (!begun) {
      client.send(List.of(request("Accounting-On", now)), answered -> begun = true);
    }
  }

  /** Says Accounting-Off, if Accounting-On was acknowledged; a failure is only logged. */
  void end(RadiusClient client, Instant now) {
    if (begun) {
      try {
        client.send(List.of(request("Accounting-Off", now)), answered -> begun = false);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "Accounting-Off was not acknowledged: {0}", e.getMessage());
      }
    }
  }

  private AccountingRequest request(String status, Instant now) {
    try {
      return requests.ofClient(status, id, now);
    } catch (UnencodableException e) {
      throw new IllegalStateException("the dictionary was checked at the start", e);
    }
  }
}
