package org.sipacc.acceptance.phone;

import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test a {@link SipFlow} of its own and closes its phones at the end. */
public final class SipFlowExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SipFlowExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SipFlow.class;
  }

  @Override
  public SipFlow resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String word = context.getDisplayName().split("[^A-Za-z0-9]", 2)[0].toLowerCase(Locale.ROOT);
    SipFlow flow = new SipFlow(word);
    context.getStore(NAMESPACE).put(SipFlow.class, flow);
    return flow;
  }
}
