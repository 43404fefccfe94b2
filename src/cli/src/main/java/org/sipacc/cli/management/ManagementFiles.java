package org.sipacc.cli.management;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import org.sipacc.cli.CommandFailedException;

/**
 * What a running server leaves in its data directory for this command.
 *
 * @param directory the data directory, absolute
 */
record ManagementFiles(Path directory) {

  /** Where the server is managed. */
  URI url() {
    Path file = directory.resolve("management.properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      URI url = URI.create(properties.getProperty("url", ""));
      if (!isUsable(url)) {
        throw new CommandFailedException(file + " names no URL of this machine: name it by --url");
      }
      return url;
    } catch (NoSuchFileException e) {
      throw notRunning();
    } catch (AccessDeniedException e) {
      throw notReadable(file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(file + " cannot be read (" + e + ")", e);
    }
  }

  /** What the server asks for. */
  String secret() {
    Path file = directory.resolve("management.secret");
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw notRunning();
    } catch (AccessDeniedException e) {
      throw notReadable(file, e);
    } catch (IOException e) {
      throw new CommandFailedException(file + " cannot be read (" + e + ")", e);
    }
  }

  /** The secret is shown to nobody but a server on this machine. */
  static boolean isUsable(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    try {
      return web
          && url.getHost() != null
          && InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private CommandFailedException notRunning() {
    return CommandFailedException.unreachable(
        "no server runs on the data directory "
            + directory
            + ": start it with bin/run, or name the data directory of another with --data");
  }

  private static CommandFailedException notReadable(Path file, IOException cause) {
    return new CommandFailedException(
        file + " is not for you to read: run this as the user that the server runs as", cause);
  }
}
