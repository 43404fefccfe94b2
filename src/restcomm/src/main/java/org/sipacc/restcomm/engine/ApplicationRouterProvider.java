package org.sipacc.restcomm.engine;

import javax.servlet.sip.ar.SipApplicationRouter;
import javax.servlet.sip.ar.spi.SipApplicationRouterProvider;
import org.mobicents.servlet.sip.router.DefaultApplicationRouter;

/** The application router of the DAR file, or without one, the router to the only application. */
public final class ApplicationRouterProvider extends SipApplicationRouterProvider {

  /** System property that holds the DAR file's URL (JSR 289 appendix C). */
  public static final String DAR_PROPERTY = "javax.servlet.sip.dar";

  @Override
  public SipApplicationRouter getSipApplicationRouter() {
    String dar = System.getProperty(DAR_PROPERTY, "");
    return dar.isBlank() ? new OnlyApplicationRouter() : new DefaultApplicationRouter();
  }
}
