package org.sipacc.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The product's version, as its jar tells it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return new String[] {"sipacc " + version};
  }
}
