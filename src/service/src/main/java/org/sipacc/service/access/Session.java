package org.sipacc.service.access;

import java.time.Instant;

/**
 * A login that goes on.
 *
 * @param csrfToken what a changing request must show beside the cookie
 * @param begun when the user logged in
 * @param used when the last request came
 * @param checked when the user was last looked up in the database
 */
record Session(Identity identity, String csrfToken, Instant begun, Instant used, Instant checked) {
  Session usedAt(Instant at) {
    return new Session(identity, csrfToken, begun, at, checked);
  }

  Session as(Identity found, Instant at) {
    return new Session(found, csrfToken, begun, used, at);
  }
}
