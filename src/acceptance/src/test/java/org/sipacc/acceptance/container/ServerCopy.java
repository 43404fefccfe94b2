package org.sipacc.acceptance.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sipacc.acceptance.server.FreePort;
import org.sipacc.acceptance.server.Repository;

/**
 * Before Arquillian starts: copies the assembled server, which Arquillian's adapter alters, and
 * chooses its ports. {@code arquillian.xml} refers to the system properties set here.
 */
final class ServerCopy implements BeforeAllCallback {
  private static final String DIRECTORY = "sipacc.test.server";

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    boolean inContainer = System.getProperty("sipacc.data") != null;
    if (inContainer) {
      return;
    }
    Path home = Repository.target("servers/arquillian");
    Path server = home.resolve("server");
    delete(home);
    copy(Repository.file("src/restcomm/target/server"), server);
    for (String directory : List.of("apps", "hosted", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(server.resolve(directory));
    }
    // By this file the adapter knows a Tomcat.
    Files.createFile(server.resolve("bin/catalina.sh"));
    // The adapter deploys through one of the container's own applications.
    Files.writeString(
        server.resolve("conf/system.properties"),
        "openejb.system.apps = true\ntomee.remote.support = true\n");
    int httpPort = FreePort.next();
    int stopPort = FreePort.next();
    Path configuration = server.resolve("conf/server.xml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("port=\"-1\"", "port=\"" + stopPort + "\"")
            .replace("${sipacc.http.port}", Integer.toString(httpPort))
            .replace("${sipacc.http.host}", "127.0.0.1"));
    System.setProperty(DIRECTORY, server.toString());
    System.setProperty("sipacc.test.http-port", Integer.toString(httpPort));
    System.setProperty("sipacc.test.stop-port", Integer.toString(stopPort));
    System.setProperty("sipacc.test.options", options(home, server, httpPort));
  }

  private static String options(Path home, Path server, int httpPort) throws IOException {
    List<String> always = Files.readAllLines(server.resolve("bin/jvm.options"));
    List<String> ours =
        List.of(
            "-javaagent:" + server.resolve("bin/openejb-javaagent.jar"),
            "-Dsipacc.http.host=127.0.0.1",
            "-Dsipacc.http.port=" + httpPort,
            "-Dsipacc.sip.listen=udp:127.0.0.1:" + FreePort.next(),
            "-Dsipacc.data=" + home.resolve("data"),
            "-Dsipacc.db.enabled=true",
            "-Dsipacc.db.dialect=H2");
    return String.join("\n", Stream.concat(always.stream(), ours.stream()).toList());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
