package org.sipacc.launcher;

import java.util.Optional;

/**
 * What the SIP server came to, read across the wall of class loaders: it lives in Tomcat's loader,
 * which this one does not see.
 */
final class ServerStateView {

  private final Object state;

  private ServerStateView(Object state) {
    this.state = state;
  }

  static ServerStateView of(ClassLoader server) {
    try {
      return new ServerStateView(
          server.loadClass("org.sipacc.restcomm.ServerState").getMethod("current").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new StartFailedException("the server has no SIP engine: assemble it anew", e);
    }
  }

  boolean takesCalls() {
    return (boolean) get("takesCalls");
  }

  Optional<String> firstFailure() {
    return ((Optional<?>) get("firstFailure")).map(String::valueOf);
  }

  private Object get(String name) {
    try {
      return state.getClass().getMethod(name).invoke(state);
    } catch (ReflectiveOperationException e) {
      throw new StartFailedException("the server does not tell its state: assemble it anew", e);
    }
  }
}
