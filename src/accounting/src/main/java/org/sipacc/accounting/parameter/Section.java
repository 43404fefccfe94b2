package org.sipacc.accounting.parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of {@code sipacc.yaml}: OpenSIPS's core and modules, and this product's own. */
public enum Section {
  CORE,
  ACC,
  TM,
  DIALOG,
  RR,
  AUTH,
  AUTH_DB,
  SIPACC;

  /** As the file writes it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Section> ofKey(String key) {
    return Arrays.stream(values()).filter(section -> section.key().equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Section::key).toList();
  }
}
