package org.sipacc.cli.records;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows as an aligned table: a heading, a rule, numbers to the right. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<Cell> headings;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final int[] widths;

  private record Cell(String text, boolean right) {
    int width() {
      return text.codePointCount(0, text.length());
    }
  }

  TextTable(List<Column> columns) {
    headings =
        columns.stream().map(column -> new Cell(Escapes.text(column.name()), false)).toList();
    widths = headings.stream().mapToInt(Cell::width).toArray();
  }

  void add(List<Optional<Value>> row) {
    List<Cell> cells = row.stream().map(TextTable::cell).toList();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).width());
    }
    rows.add(cells);
  }

  void print(PrintWriter out) {
    print(headings, out);
    print(Arrays.stream(widths).mapToObj(w -> new Cell("-".repeat(w), false)).toList(), out);
    rows.forEach(row -> print(row, out));
  }

  private void print(List<Cell> cells, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Cell cell = cells.get(i);
      String padding = " ".repeat(widths[i] - cell.width());
      line.append(i == 0 ? "" : GAP)
          .append(cell.right() ? padding + cell.text() : cell.text() + padding);
    }
    out.print(line.toString().stripTrailing() + "\n");
  }

  private static Cell cell(Optional<Value> value) {
    return value
        .map(v -> new Cell(Escapes.text(v.text()), v.number()))
        .orElse(new Cell("NULL", false));
  }
}
