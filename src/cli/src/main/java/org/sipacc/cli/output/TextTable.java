package org.sipacc.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as an aligned table: a heading, a rule, numbers to the right. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<Cell> headings;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final int[] widths;

  /** A value of a row, made safe for a terminal. */
  public record Cell(String text, boolean right) {

    /** A text, to the left. */
    public static Cell of(String text) {
      return new Cell(Escapes.text(text), false);
    }

    /** A number, to the right. */
    public static Cell number(String text) {
      return new Cell(Escapes.text(text), true);
    }

    int width() {
      return text.codePointCount(0, text.length());
    }
  }

  /** A table of as many columns as headings. */
  public TextTable(List<String> headings) {
    this.headings = headings.stream().map(Cell::of).toList();
    widths = this.headings.stream().mapToInt(Cell::width).toArray();
  }

  /** Adds a row; it has a cell for each heading. */
  public void add(List<Cell> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).width());
    }
    rows.add(cells);
  }

  /** Prints headings, rule and rows. */
  public void print(PrintWriter out) {
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
}
