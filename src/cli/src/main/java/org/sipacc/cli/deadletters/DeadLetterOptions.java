package org.sipacc.cli.deadletters;

import java.util.Optional;
import org.sipacc.cli.management.ApiPath;
import picocli.CommandLine.Option;

/** Which dead letters. */
final class DeadLetterOptions {
  @Option(names = "--destination", paramLabel = "NAME", description = "Of this backend, as in db.")
  private Optional<String> destination = Optional.empty();

  @Option(names = "--table", paramLabel = "NAME", description = "For this table.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--call",
      paramLabel = "ID",
      description = "Of this call: a Call-ID or a summary's id (uid).")
  private Optional<String> call = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Refused at this time or later, as in 2026-03-01T12:00:00Z.")
  private Optional<String> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Refused before this time.")
  private Optional<String> until = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Refused for a reason with this text in it.")
  private Optional<String> reason = Optional.empty();

  ApiPath in(ApiPath path) {
    return path.with("destination", destination)
        .with("table", table)
        .with("call", call)
        .with("since", since)
        .with("until", until)
        .with("reason", reason);
  }

  boolean isEmpty() {
    return destination.isEmpty()
        && table.isEmpty()
        && call.isEmpty()
        && since.isEmpty()
        && until.isEmpty()
        && reason.isEmpty();
  }
}
