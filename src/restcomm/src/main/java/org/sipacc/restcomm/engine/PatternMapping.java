package org.sipacc.restcomm.engine;

import javax.servlet.sip.SipServletRequest;
import org.mobicents.servlet.sip.core.descriptor.MatchingRule;
import org.mobicents.servlet.sip.core.descriptor.MobicentsSipServletMapping;
import org.sipacc.restcomm.descriptor.Pattern;
import org.sipacc.restcomm.descriptor.SipServletRule;

/** A servlet-mapping in the engine's terms. */
record PatternMapping(String servletName, Pattern pattern)
    implements MobicentsSipServletMapping, MatchingRule {

  static MobicentsSipServletMapping of(SipServletRule rule) {
    return new PatternMapping(rule.servletName(), rule.pattern());
  }

  @Override
  public boolean matches(SipServletRequest request) {
    return pattern.matches(request);
  }

  @Override
  public String getExpression() {
    return pattern.toString();
  }

  @Override
  public String getServletName() {
    return servletName;
  }

  @Override
  public MatchingRule getMatchingRule() {
    return this;
  }

  @Override
  public void setServletName(String name) {
    throw new UnsupportedOperationException("servlet-mapping is set by sip.xml only");
  }

  @Override
  public void setMatchingRule(MatchingRule rule) {
    throw new UnsupportedOperationException("servlet-mapping is set by sip.xml only");
  }
}
