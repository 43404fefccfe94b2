package org.sipacc.service.carrier;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a carrier's CSV file of call records is to be read.
 *
 * @param start the column that says when a call was answered: its heading, or its number
 * @param caller the column with the caller's number, if there is one
 * @param seconds the column with the seconds from answer to end
 * @param format of the start; empty for RFC 3339 or seconds since 1970
 * @param zone of a start that does not tell it
 * @param separator between columns
 * @param heading whether the first line is one
 */
public record CarrierFile(
    String start,
    String callee,
    Optional<String> caller,
    String seconds,
    Optional<DateTimeFormatter> format,
    ZoneId zone,
    char separator,
    Charset charset,
    boolean heading) {
  /** Of either side: they are compared in the server's memory, some 300 octets each. */
  static final int MOST_CALLS = 200_000;

  private record Columns(int start, int callee, Optional<Integer> caller, int seconds) {}

  /**
   * Reads all calls of a file.
   *
   * @throws CarrierFileException if it cannot be read; the message has the line
   * @throws IOException if it breaks off
   */
  List<ComparedCall> read(InputStream file) throws CarrierFileException, IOException {
    List<ComparedCall> calls = new ArrayList<>();
    try (CsvReader<CsvRecord> lines =
        CsvReader.builder()
            .fieldSeparator(separator)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .trimWhitespacesAroundQuotes(true)
            .detectBomHeader(true)
            .ofCsvRecord(file, charset)) {
      Columns columns = heading ? null : columns(List.of());
      for (CsvRecord line : lines) {
        List<String> fields = line.getFields().stream().map(String::strip).toList();
        if (columns == null) {
          columns = columns(fields);
        } else {
          calls.add(call(fields, line.getStartingLineNumber(), columns));
        }
        if (calls.size() > MOST_CALLS) {
          throw new CarrierFileException(
              "the file has more than " + MOST_CALLS + " calls; divide it");
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new CarrierFileException("the file is no CSV: " + e.getMessage(), e);
    }
    return calls;
  }

  private Columns columns(List<String> headings) throws CarrierFileException {
    return new Columns(
        column(headings, start),
        column(headings, callee),
        caller.isPresent() ? Optional.of(column(headings, caller.get())) : Optional.empty(),
        column(headings, seconds));
  }

  private static int column(List<String> headings, String name) throws CarrierFileException {
    int index = headings.indexOf(name);
    if (index >= 0) {
      return index;
    }
    if (name.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(name) - 1;
    }
    throw new CarrierFileException(
        "the file has no column \""
            + name
            + "\"; it has "
            + (headings.isEmpty() ? "no headings, so give numbers" : String.join(", ", headings)));
  }

  private ComparedCall call(List<String> fields, long line, Columns columns)
      throws CarrierFileException {
    try {
      return new ComparedCall(
          instant(fields.get(columns.start())),
          columns.caller().map(fields::get).orElse(""),
          fields.get(columns.callee()),
          Double.parseDouble(fields.get(columns.seconds())),
          "line " + line);
    } catch (IndexOutOfBoundsException e) {
      throw new CarrierFileException("line " + line + " has " + fields.size() + " columns only", e);
    } catch (NumberFormatException e) {
      throw new CarrierFileException(
          "line " + line + ": the seconds are \"" + fields.get(columns.seconds()) + "\"", e);
    } catch (DateTimeException e) {
      throw new CarrierFileException(
          "line "
              + line
              + ": the start is \""
              + fields.get(columns.start())
              + "\"; say with format how it is written",
          e);
    }
  }

  private Instant instant(String text) {
    if (format.isPresent()) {
      return format.get().withZone(zone).parse(text, Instant::from);
    }
    return text.matches("[0-9]{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : Instant.parse(text);
  }
}
