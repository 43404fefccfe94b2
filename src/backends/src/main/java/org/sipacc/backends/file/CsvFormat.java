package org.sipacc.backends.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipacc.backends.PlainText;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * Comma-separated values of RFC 4180, a row per leg as in the database.
 *
 * <p>A text that a spreadsheet would take for a formula, one that begins with {@code =}, {@code +},
 * {@code -} or {@code @}, gets an apostrophe in front. Control characters are blanks, so that a row
 * is always one line.
 */
final class CsvFormat implements RecordFormat {
  private static final String FORMULA = "=+-@";

  private final List<String> columns;

  CsvFormat(List<String> columns) {
    this.columns = columns;
  }

  @Override
  public String extension() {
    return "csv";
  }

  @Override
  public String header() {
    return line(columns);
  }

  @Override
  public List<String> rows(RecordEntry entry) {
    if (entry.record().legs().isEmpty()) {
      return List.of(row(RecordColumns.of(entry)));
    }
    List<String> rows = new ArrayList<>();
    for (int leg = 0; leg < entry.record().legs().size(); leg++) {
      rows.add(row(RecordColumns.of(entry, leg)));
    }
    return rows;
  }

  private String row(Map<String, Object> values) {
    return line(columns.stream().map(column -> cell(values.getOrDefault(column, ""))).toList());
  }

  private static String cell(Object value) {
    if (value instanceof String text) {
      boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
      return PlainText.withoutControls(formula ? "'" + text : text);
    }
    return value.toString();
  }

  private static String line(List<String> cells) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(text)) {
      csv.writeRecord(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
