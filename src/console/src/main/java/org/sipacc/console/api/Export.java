package org.sipacc.console.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Response.Status;
import javax.ws.rs.core.StreamingOutput;
import org.sipacc.service.access.Audit;

/**
 * Everything that a filter lets through, sent as it is read: CSV (RFC 4180) or a JSON object per
 * line. That it was begun and how it ended is in the audit.
 */
final class Export {
  private static final String FORMULA = "=+-@";
  private static final Pattern START = Pattern.compile("^[\\p{Z}\\s]+");
  private static final String ACTION = "export";

  private final String name;
  private final List<String> columns;
  private final Format format;

  private enum Format {
    CSV("text/csv;charset=utf-8;header=present"),
    JSONL("application/x-ndjson");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where rows come from. */
  interface Source {
    void each(Consumer<Map<String, Object>> taker);
  }

  private interface Rows extends AutoCloseable {
    void write(Map<String, Object> row) throws IOException;

    @Override
    void close() throws IOException;
  }

  private Export(String name, List<String> columns, Format format) {
    this.name = name;
    this.columns = columns;
    this.format = format;
  }

  /**
   * @param name of the file, without an ending
   * @param columns of CSV
   * @param format {@code csv} or {@code jsonl}
   */
  static Export of(String name, List<String> columns, Optional<String> format) {
    String word = format.orElse("csv");
    for (Format one : Format.values()) {
      if (one.suffix().equals(word)) {
        return new Export(name, columns, one);
      }
    }
    throw Problem.of(Status.BAD_REQUEST, "format is \"" + word + "\"; there are csv and jsonl")
        .exception();
  }

  /** The answer that sends the rows. */
  Response response(Source source, Audit audit, HttpServletRequest request) {
    Consumer<String> keep =
        outcome ->
            audit.add(
                Caller.of(request),
                ClientAddress.of(request),
                ACTION,
                name
                    + "."
                    + format.suffix()
                    + Optional.ofNullable(request.getQueryString())
                        .map(query -> "?" + query)
                        .orElse(""),
                outcome);
    keep.accept("begun");
    StreamingOutput output = body -> send(source, body, keep);
    return Response.ok(output)
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + name + "." + format.suffix() + "\"")
        .build();
  }

  private void send(Source source, OutputStream body, Consumer<String> keep) throws IOException {
    long[] sent = new long[1];
    boolean whole = false;
    try (Rows rows = rows(body)) {
      source.each(
          row -> {
            try {
              rows.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            sent[0]++;
          });
      whole = true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      keep.accept((whole ? "ended" : "broken off") + " after " + sent[0] + " rows");
    }
  }

  private Rows rows(OutputStream body) {
    Writer writer = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
    return format == Format.CSV ? new CsvRows(writer, columns) : new JsonRows(writer);
  }

  /** The text of a cell: no formula to any spreadsheet, and on one line. */
  static String cell(Object value) {
    if (!(value instanceof String text)) {
      return value == null ? "" : value.toString();
    }
    String line =
        text.codePoints()
            .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String begins = START.matcher(line).replaceFirst("");
    return !begins.isEmpty() && FORMULA.indexOf(begins.charAt(0)) >= 0 ? "'" + line : line;
  }

  private static final class CsvRows implements Rows {
    private final CsvWriter csv;
    private final List<String> columns;

    CsvRows(Writer writer, List<String> columns) {
      this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
      this.columns = columns;
      csv.writeRecord(columns);
    }

    @Override
    public void write(Map<String, Object> row) {
      csv.writeRecord(columns.stream().map(column -> cell(row.get(column))).toList());
    }

    @Override
    public void close() throws IOException {
      csv.close();
    }
  }

  private record JsonRows(Writer writer) implements Rows {
    @Override
    public void write(Map<String, Object> row) throws IOException {
      writer.write(StoredJson.object(row) + "\n");
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }
}
