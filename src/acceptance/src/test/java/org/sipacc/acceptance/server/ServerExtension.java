package org.sipacc.acceptance.server;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** Starts the servers that {@link RunningServer} names and hands them to the tests. */
final class ServerExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SipaccServer.class;
  }

  @Override
  public SipaccServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String config = context.getRequiredTestClass().getAnnotation(RunningServer.class).value();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            config,
            name -> Started.of(Settings.of(name, Repository.testResource(name))),
            Started.class)
        .server();
  }

  /**
   * A server, or why there is none: one that failed to start is not started again for each test.
   */
  private record Started(Optional<SipaccServer> running, Optional<AssertionError> failure)
      implements AutoCloseable {
    static Started of(Settings settings) {
      try {
        return new Started(Optional.of(SipaccServer.start(settings)), Optional.empty());
      } catch (AssertionError e) {
        return new Started(Optional.empty(), Optional.of(e));
      }
    }

    SipaccServer server() {
      failure.ifPresent(
          error -> {
            throw new AssertionError(error.getMessage(), error);
          });
      return running.orElseThrow();
    }

    @Override
    public void close() {
      running.ifPresent(SipaccServer::close);
    }
  }
}
