package org.sipacc.persistence.schema;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.resource.LoadableResource;

/** A migration of this module, read through its own class loader. */
final class MigrationScript extends LoadableResource {
  private final String folder;
  private final String name;

  MigrationScript(String folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  @Override
  public Reader read() {
    InputStream stream = MigrationScript.class.getResourceAsStream(getRelativePath());
    if (stream == null) {
      throw new IllegalStateException("migration " + getRelativePath() + " is not in this module");
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  @Override
  public String getAbsolutePath() {
    return MigrationScript.class.getPackageName().replace('.', '/') + "/" + getRelativePath();
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return getAbsolutePath();
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public String getRelativePath() {
    return folder + "/" + name;
  }
}
