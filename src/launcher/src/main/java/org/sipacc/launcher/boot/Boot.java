package org.sipacc.launcher.boot;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the launcher in a class loader of its own. What it needs (the product's configuration, a
 * parser, a command line) is in the applications too, perhaps in other versions: on the JVM's class
 * path it would come before theirs.
 */
public final class Boot {

  private Boot() {}

  /** Takes the launcher's jars from the directory that the property sipacc.launcher names. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Path directory = Path.of(System.getProperty("sipacc.launcher"));
    List<URL> jars = new ArrayList<>();
    jars.add(url(directory.resolve("sipacc-launcher.jar")));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve("lib"), "*.jar")) {
      for (Path file : files) {
        jars.add(url(file));
      }
    }
    // Lives as long as the process.
    @SuppressWarnings("resource")
    ClassLoader loader =
        new URLClassLoader("launcher", jars.toArray(URL[]::new), Boot.class.getClassLoader());
    loader
        .loadClass("org.sipacc.launcher.ServerMain")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
