package org.sipacc.cli.records;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.sipacc.cli.output.Escapes;

/** Rows as JSON (RFC 8259), one object a line, without blanks between tokens. */
final class JsonLines {

  private final PrintWriter out;
  private final List<Column> columns;

  JsonLines(PrintWriter out, List<Column> columns) {
    this.out = out;
    this.columns = columns;
  }

  void print(List<Optional<Value>> row) {
    StringBuilder line = new StringBuilder("{");
    for (int i = 0; i < columns.size(); i++) {
      line.append(i == 0 ? "\"" : ",\"");
      Escapes.json(columns.get(i).name(), line);
      line.append("\":");
      append(row.get(i), line);
    }
    out.print(line.append("}\n"));
  }

  private static void append(Optional<Value> value, StringBuilder line) {
    if (value.isEmpty()) {
      line.append("null");
    } else if (value.get().number()) {
      line.append(value.get().text());
    } else {
      line.append('"');
      Escapes.json(value.get().text(), line);
      line.append('"');
    }
  }
}
