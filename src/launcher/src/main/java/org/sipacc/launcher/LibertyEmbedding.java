package org.sipacc.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Open Liberty's embedding interface, {@code com.ibm.wsspi.kernel.embeddable}, by reflection: it is
 * published inside Liberty's distribution only, which the launcher is built without.
 */
final class LibertyEmbedding {

  private static final String PACKAGE = "com.ibm.wsspi.kernel.embeddable.";

  private final Object server;

  private LibertyEmbedding(Object server) {
    this.server = server;
  }

  /**
   * A server that is not started yet.
   *
   * @param name of the directory below {@code user/servers}
   * @param install Liberty's own directory
   * @param user where the server's directory is
   * @param logs where it logs
   */
  static LibertyEmbedding of(String name, Path install, Path user, Path logs) {
    try {
      Class<?> type = Class.forName(PACKAGE + "ServerBuilder");
      Object builder = type.getConstructor().newInstance();
      type.getMethod("setName", String.class).invoke(builder, name);
      type.getMethod("setInstallDir", File.class).invoke(builder, install.toFile());
      type.getMethod("setUserDir", File.class).invoke(builder, user.toFile());
      type.getMethod("setLogDir", File.class).invoke(builder, logs.toFile());
      return new LibertyEmbedding(type.getMethod("build").invoke(builder));
    } catch (InvocationTargetException e) {
      throw new StartFailedException(
          "Open Liberty cannot be set up in " + user + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new StartFailedException("there is no Open Liberty in " + install, e);
    }
  }

  /**
   * Starts it, and returns when its applications have started or failed to.
   *
   * @param variables of server.xml, or properties that Liberty's kernel knows
   * @throws StartFailedException when it does not start
   */
  void start(Map<String, String> variables) {
    String[] noArguments = {};
    await("start", new Class<?>[] {Map.class, String[].class}, variables, noArguments);
  }

  /**
   * Stops its applications, then itself.
   *
   * @throws StartFailedException when it does not stop in good order
   */
  void stop() {
    String[] noArguments = {};
    await("stop", new Class<?>[] {String[].class}, (Object) noArguments);
  }

  private void await(String operation, Class<?>[] types, Object... arguments) {
    try {
      Class<?> type = Class.forName(PACKAGE + "Server");
      Future<?> pending = (Future<?>) type.getMethod(operation, types).invoke(server, arguments);
      Object result = pending.get();
      Class<?> results = Class.forName(PACKAGE + "Server$Result");
      if (!(boolean) results.getMethod("successful").invoke(result)) {
        throw new StartFailedException(
            "Open Liberty's "
                + operation
                + " came to "
                + results.getMethod("getReturnCode").invoke(result),
            (Throwable) results.getMethod("getException").invoke(result));
      }
    } catch (ReflectiveOperationException | ExecutionException e) {
      throw new StartFailedException("Open Liberty's " + operation + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailedException("Open Liberty's " + operation + " was interrupted", e);
    }
  }
}
