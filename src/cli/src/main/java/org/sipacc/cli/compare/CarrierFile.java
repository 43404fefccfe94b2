package org.sipacc.cli.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.sipacc.cli.CommandFailedException;
import picocli.CommandLine.Option;

/** The options that tell how a carrier's file of call records is to be read, and its reading. */
final class CarrierFile {
  @Option(
      names = "--start",
      paramLabel = "COLUMN",
      required = true,
      description = "The column that says when a call was answered: its heading, or its number.")
  private String start;

  @Option(
      names = "--callee",
      paramLabel = "COLUMN",
      required = true,
      description = "The column with the called number.")
  private String callee;

  @Option(
      names = "--caller",
      paramLabel = "COLUMN",
      description = "The column with the caller's number, if there is one.")
  private Optional<String> caller = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "COLUMN",
      required = true,
      description = "The column with the seconds from answer to end.")
  private String seconds;

  @Option(
      names = "--format",
      paramLabel = "PATTERN",
      description =
          "How the start is written, as in \"dd.MM.yyyy HH:mm:ss\" (default: 2026-03-01T12:00:00Z"
              + " or seconds since 1970).")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The zone of a start that does not tell it (default: UTC).")
  private String zone = "UTC";

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER",
      description = "What stands between columns (default: a comma).")
  private char separator = ',';

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "The file's character set (default: UTF-8).")
  private Charset charset = StandardCharsets.UTF_8;

  @Option(names = "--no-heading", description = "The first line is a call already.")
  private boolean noHeading;

  /**
   * Reads all calls of a file.
   *
   * @throws CommandFailedException if it cannot be read; the message has the line
   */
  List<ComparedCall> read(Path file) {
    CSVFormat csv =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (BufferedReader reader = Files.newBufferedReader(file, charset);
        CSVParser parser = CSVParser.parse(reader, csv)) {
      List<String> heading = List.of();
      Columns columns = noHeading ? columns(heading) : null;
      List<ComparedCall> calls = new ArrayList<>();
      for (CSVRecord line : parser) {
        if (columns == null) {
          columns = columns(line.toList());
        } else {
          calls.add(call(line, parser.getCurrentLineNumber(), columns));
        }
      }
      return calls;
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailedException(
          file + " cannot be read: " + e.getMessage() + " (is --charset right?)", e);
    }
  }

  private record Columns(int start, int callee, Optional<Integer> caller, int seconds) {}

  private Columns columns(List<String> heading) {
    return new Columns(
        column(heading, start),
        column(heading, callee),
        caller.map(name -> column(heading, name)),
        column(heading, seconds));
  }

  private static int column(List<String> heading, String name) {
    int index = heading.stream().map(String::strip).toList().indexOf(name);
    if (index >= 0) {
      return index;
    }
    if (name.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(name) - 1;
    }
    throw new CommandFailedException(
        "the file has no column \""
            + name
            + "\"; it has "
            + (heading.isEmpty() ? "no headings, so give numbers" : String.join(", ", heading)));
  }

  private ComparedCall call(CSVRecord line, long number, Columns columns) {
    try {
      return new ComparedCall(
          instant(line.get(columns.start())),
          columns.caller().map(line::get).orElse(""),
          line.get(columns.callee()),
          Double.parseDouble(line.get(columns.seconds())),
          "line " + number);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new CommandFailedException(
          "line " + number + " has " + line.size() + " columns only", e);
    } catch (NumberFormatException e) {
      throw new CommandFailedException(
          "line " + number + ": the seconds are \"" + line.get(columns.seconds()) + "\"", e);
    } catch (DateTimeException e) {
      throw new CommandFailedException(
          "line "
              + number
              + ": the start is \""
              + line.get(columns.start())
              + "\"; say with --format how it is written",
          e);
    }
  }

  private Instant instant(String text) {
    if (format.isPresent()) {
      try {
        return DateTimeFormatter.ofPattern(format.get(), Locale.ROOT)
            .withZone(ZoneId.of(zone))
            .parse(text, Instant::from);
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException("--format: " + e.getMessage(), e);
      }
    }
    return text.matches("[0-9]{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : Instant.parse(text);
  }
}
