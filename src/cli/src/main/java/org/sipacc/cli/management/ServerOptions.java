package org.sipacc.cli.management;

import java.net.URI;
import java.nio.file.Path;
import org.sipacc.cli.DataDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options by which a command finds its server. */
public final class ServerOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The server's data directory (default: SIPACC_DATA, or data beside bin).")
  private Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The server's console, if it does not tell it in its data directory, as in"
              + " http://127.0.0.1:8080/")
  private URI url;

  /** The way to the server. */
  public ManagementClient client() {
    Path directory = data == null ? DataDirectory.byDefault(System.getenv()) : data;
    ManagementFiles files = new ManagementFiles(directory.toAbsolutePath().normalize());
    if (url == null) {
      return new ManagementClient(files.url(), files.secret(), files.directory());
    }
    if (!ManagementFiles.isUsable(url)) {
      throw new ParameterException(
          spec.commandLine(),
          "--url is " + url + ": a URL of this machine is needed, as in http://127.0.0.1:8080/");
    }
    return new ManagementClient(url, files.secret(), files.directory());
  }
}
