package org.sipacc.cli.compare;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sipacc.cli.management.ApiPath;
import picocli.CommandLine.Option;

/** The options that tell how a carrier's file of call records is to be read. */
final class CarrierOptions {
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

  /** The same with what the server is to be told of it. */
  ApiPath addTo(ApiPath path) {
    return path.with("start", start)
        .with("callee", callee)
        .with("caller", caller)
        .with("seconds", seconds)
        .with("format", format)
        .with("zone", zone)
        .with("separator", String.valueOf(separator))
        .with("charset", charset.name())
        .with("heading", String.valueOf(!noHeading));
  }
}
