package org.sipacc.persistence.unit;

import java.util.Optional;
import org.sipacc.accounting.CoreColumns;

/** Which of the renameable columns an attribute of an accounting row is kept in. */
public final class CoreColumnNames {
  private CoreColumnNames() {}

  /** The column's name; empty if the attribute's column has a fixed name. */
  public static Optional<String> of(CoreColumns columns, String attribute) {
    return switch (attribute) {
      case "method" -> Optional.of(columns.method());
      case "fromTag" -> Optional.of(columns.fromTag());
      case "toTag" -> Optional.of(columns.toTag());
      case "callId" -> Optional.of(columns.callId());
      case "sipCode" -> Optional.of(columns.sipCode());
      case "sipReason" -> Optional.of(columns.sipReason());
      case "time" -> Optional.of(columns.time());
      default -> Optional.empty();
    };
  }
}
