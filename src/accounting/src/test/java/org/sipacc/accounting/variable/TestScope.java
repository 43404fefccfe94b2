package org.sipacc.accounting.variable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A call's values in maps. */
public class TestScope implements VariableScope {
  public final Map<String, String> extras = new HashMap<>();
  public final Map<String, String> avps = new HashMap<>();
  public Optional<SipMessageView> request = Optional.empty();
  public Optional<SipMessageView> reply = Optional.empty();

  @Override
  public Optional<String> extra(String tag) {
    return Optional.ofNullable(extras.get(tag));
  }

  @Override
  public Optional<String> avp(String name) {
    return Optional.ofNullable(avps.get(name));
  }

  @Override
  public Optional<SipMessageView> request() {
    return request;
  }

  @Override
  public Optional<SipMessageView> reply() {
    return reply;
  }
}
