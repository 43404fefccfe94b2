package org.sipacc.accounting.parameter;

/** What happens to new calls while the journal cannot take records. */
public enum JournalFull {
  /** They are answered 503. */
  REFUSE,
  /** They are taken all the same. */
  ALARM;

  static JournalFull parse(String parameter, RawText raw) {
    return switch (raw.text().strip()) {
      case "refuse" -> REFUSE;
      case "alarm" -> ALARM;
      default ->
          throw raw.problem(
              parameter
                  + " must be refuse (new calls are answered 503) or alarm (they are taken all the"
                  + " same), found \""
                  + raw.text()
                  + "\"");
    };
  }
}
