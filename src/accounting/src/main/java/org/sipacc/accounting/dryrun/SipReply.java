package org.sipacc.accounting.dryrun;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sipacc.accounting.variable.SipMessageView;
import org.sipacc.accounting.variable.SourceAddress;

/** A reply that a dry run supposes: the headers every reply copies from its request. */
record SipReply(SipRequest request, OptionalInt status, Optional<String> reason, String toTag)
    implements SipMessageView {
  /** RFC 3261 section 8.2.6.2. */
  private static final Set<String> COPIED = Set.of("from", "to", "call-id", "cseq", "via");

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Optional<String> requestUri() {
    return Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    if (!COPIED.contains(name.toLowerCase(Locale.ROOT))) {
      return List.of();
    }
    List<String> values = request.headers(name);
    return name.equalsIgnoreCase("To") && !request.hasToTag() && !toTag.isEmpty()
        ? values.stream().map(value -> value + ";tag=" + toTag).toList()
        : values;
  }

  @Override
  public String callId() {
    return request.callId();
  }

  @Override
  public long cseqNumber() {
    return request.cseqNumber();
  }

  @Override
  public SourceAddress source() {
    return new SourceAddress("", 0, request.source().transport());
  }
}
