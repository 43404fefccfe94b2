package org.sipacc.accounting.policy;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipacc.accounting.variable.NameAddress;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.sip.HeaderValues;

/**
 * Where a 3xx reply sends a request (RFC 3261 section 8.1.3.4).
 *
 * @param targets the URIs of its Contact headers, those of the highest q first, each once
 */
record Redirect(List<String> targets) {
  private static final int FIRST_CODE = 300;
  private static final int LAST_CODE = 399;
  private static final int MOST_TOLD = 5;
  private static final String Q_VALUE = "[01](\\.[0-9]{0,3})?";

  Redirect {
    targets = List.copyOf(targets);
  }

  /** The redirect of a reply; empty if it is no 3xx. */
  static Optional<Redirect> of(SipMessageView reply) {
    int status = reply.status().orElse(0);
    if (status < FIRST_CODE || status > LAST_CODE) {
      return Optional.empty();
    }
    return Optional.of(
        new Redirect(
            reply.headers("Contact").stream()
                .flatMap(header -> HeaderValues.split(header).stream())
                .map(NameAddress::parse)
                .sorted(Comparator.comparing(Redirect::preference).reversed())
                .map(contact -> withoutHeaders(contact.uri()))
                .distinct()
                .toList()));
  }

  /** The first targets, for a log. */
  @Override
  public String toString() {
    return targets.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
  }

  private static BigDecimal preference(NameAddress contact) {
    return contact
        .parameter("q")
        .filter(q -> q.matches(Q_VALUE))
        .map(BigDecimal::new)
        .orElse(BigDecimal.ONE);
  }

  /** The headers of a URI may not stand in a Request-URI (RFC 3261 section 19.1.1). */
  private static String withoutHeaders(String uri) {
    int headers = uri.indexOf('?', uri.indexOf('@') + 1);
    return headers < 0 ? uri : uri.substring(0, headers);
  }
}
