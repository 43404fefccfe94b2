package org.sipacc.accounting.parameter;

/** How records are written to files. */
public enum FileFormat {
  /** Comma-separated values of RFC 4180, with a header line. */
  CSV,
  /** A JSON object per line. */
  JSONL
}
