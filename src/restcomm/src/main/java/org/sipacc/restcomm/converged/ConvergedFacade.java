package org.sipacc.restcomm.converged;

import java.util.Locale;
import javax.servlet.sip.ConvergedHttpSession;
import javax.servlet.sip.SipApplicationSession;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.session.StandardSessionFacade;
import org.mobicents.servlet.sip.core.session.ConvergedSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;

/** What {@code request.getSession()} gives: a {@link ConvergedHttpSession} (section 13.5). */
final class ConvergedFacade extends StandardSessionFacade implements ConvergedSession {
  private final WebSession session;

  ConvergedFacade(WebSession session) {
    super(session);
    this.session = session;
  }

  @Override
  public SipApplicationSession getApplicationSession() {
    return session
        .applicationSession(true)
        .map(MobicentsSipApplicationSession::getFacade)
        .orElseThrow(() -> new IllegalStateException("the HTTP session has ended"));
  }

  @Override
  public MobicentsSipApplicationSession getApplicationSession(boolean create) {
    return session.applicationSession(create).orElse(null);
  }

  @Override
  public boolean isValidIntern() {
    return session.lives();
  }

  /** With the session's id, for clients without cookies (Servlet 4.0, section 7.1.3). */
  @Override
  public String encodeURL(String url) {
    int end = url.length();
    for (int i = 0; i < end; i++) {
      if (url.charAt(i) == '?' || url.charAt(i) == '#') {
        end = i;
      }
    }
    return url.substring(0, end) + ";jsessionid=" + getId() + url.substring(end);
  }

  @Override
  public String encodeURL(String relativePath, String scheme) {
    Context context = session.getManager().getContext();
    Engine engine = (Engine) context.getParent().getParent();
    for (Connector connector : engine.getService().findConnectors()) {
      if (connector.getScheme().equals(scheme.toLowerCase(Locale.ROOT))) {
        String path = relativePath.startsWith("/") ? relativePath : "/" + relativePath;
        return "%s://%s:%d%s%s"
            .formatted(
                connector.getScheme(),
                context.getParent().getName(),
                connector.getLocalPort(),
                context.getPath(),
                encodeURL(path));
      }
    }
    throw new IllegalArgumentException("this server has no connector for '" + scheme + "'");
  }
}
