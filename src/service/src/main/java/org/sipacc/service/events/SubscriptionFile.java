package org.sipacc.service.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipacc.backends.event.EventName;

/**
 * The subscriptions that were made at run time, a line each: when made, when it expires, event,
 * socket. Sockets may have passwords, so it is for the server's user alone.
 */
final class SubscriptionFile {
  private static final Logger LOG = System.getLogger(SubscriptionFile.class.getName());
  private static final int WORDS = 4;

  private final Path file;

  SubscriptionFile(Path file) {
    this.file = file;
  }

  /** What was kept; a line that cannot be read is told to the log and left out. */
  List<Subscription> read() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().flatMap(line -> parse(line).stream()).toList()
        : List.of();
  }

  private Optional<Subscription> parse(String line) {
    String[] words = line.split(" ");
    try {
      if (words.length == WORDS && EventName.parse(words[2]).isPresent()) {
        return Optional.of(
            new Subscription(
                EventName.valueOf(words[2]),
                words[3],
                Instant.parse(words[0]),
                Optional.of(Instant.parse(words[1])),
                false));
      }
    } catch (DateTimeParseException e) {
      LOG.log(Level.DEBUG, "no instant", e);
    }
    LOG.log(Level.WARNING, "a line of {0} is no subscription and is left out", file);
    return Optional.empty();
  }

  /** Replaces all; it is on disk when this returns. */
  void write(Collection<Subscription> subscriptions) throws IOException {
    Files.createDirectories(file.getParent());
    String text =
        subscriptions.stream()
            .map(
                s ->
                    s.made() + " " + s.expires().orElseThrow() + " " + s.event() + " " + s.socket())
            .collect(Collectors.joining("\n", "", "\n"));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.strip().getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
