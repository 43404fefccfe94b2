package org.sipacc.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Liberty's message log of this start, which alone tells why something did not come up. What one of
 * our own exceptions says is worth more than what the container says about it.
 */
final class LibertyLog {

  private static final Pattern OUR_CAUSE =
      Pattern.compile("Caused by: org\\.sipacc\\.[\\w.$]+: (?<text>.+)");

  /** As in {@code [2026-03-01T12:00:00.000+0000] 0000002a com.ibm.ws.Some E CWWKZ0002E: text}. */
  private static final Pattern ERROR =
      Pattern.compile("\\[[^]]*] \\p{XDigit}+ \\S+ +E (?<text>(?<code>[A-Z]{4,5}\\d{4}E): .+)");

  private static final Pattern CHANNEL = Pattern.compile("CWWKO\\d+E|CWUDP\\d+E|CHFW\\d+E");

  private final Path file;

  LibertyLog(Path file) {
    this.file = file;
  }

  /** Why the start failed. */
  Optional<String> failure() {
    List<String> lines = lines();
    return lines.stream()
        .map(OUR_CAUSE::matcher)
        .filter(Matcher::matches)
        .map(cause -> cause.group("text"))
        .findFirst()
        .or(
            () ->
                lines.stream()
                    .map(ERROR::matcher)
                    .filter(Matcher::matches)
                    .map(error -> error.group("text"))
                    .findFirst());
  }

  /** Why a port could not be listened on, if one could not: Liberty starts all the same. */
  Optional<String> unopenedPort() {
    return lines().stream()
        .map(ERROR::matcher)
        .filter(error -> error.matches() && CHANNEL.matcher(error.group("code")).matches())
        .map(error -> error.group("text"))
        .findFirst();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of("(" + file + " cannot be read: " + e + ")");
    }
  }
}
