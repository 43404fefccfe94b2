package org.sipacc.launcher;

import java.nio.file.Path;

/**
 * What bin/run found installed; nothing of it is written to.
 *
 * @param home the product's directory, which holds bin
 * @param container the container to start
 * @param server the container's own directory
 * @param application the archive to deploy
 */
record Installation(Path home, ContainerKind container, Path server, Path application) {

  /** As bin/run names it by system properties. */
  static Installation ofThisProcess() {
    return new Installation(
        Path.of(System.getProperty("sipacc.home")),
        ContainerKind.named(System.getProperty("sipacc.container")),
        Path.of(System.getProperty("sipacc.server")),
        Path.of(System.getProperty("sipacc.ear")));
  }

  /** What an operator may edit of a container. */
  Path configuration(String container) {
    return home.resolve("container-config").resolve(container);
  }
}
