package org.sipacc.restcomm.security;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipacc.sip.digest.DigestAlgorithm;
import org.sipacc.sip.digest.Subscriber;
import org.sipacc.sip.digest.Subscribers;

/**
 * The users of a server's applications, from a text file as {@code htdigest} writes it: a line
 * {@code name:realm:hash} for each, where the hash is that of {@code name:realm:password}, by MD5
 * or SHA-256; behind it, after another colon, the user's roles with commas between them. Who shall
 * be known by both hashes has two lines. A line that begins with # is a comment.
 *
 * <p>The file is read again when it has changed; if it is wrong then, what was read before stays.
 */
final class UserFile implements Subscribers {
  private static final Logger LOG = System.getLogger(UserFile.class.getName());
  private static final Pattern HASH = Pattern.compile("[0-9a-f]+");
  private static final int FIELDS = 3;

  /** What the file says of a name in a realm. */
  private record Entry(Map<DigestAlgorithm, String> hashes, Set<String> roles) {
    private Entry() {
      this(new HashMap<>(), new HashSet<>());
    }
  }

  private record Key(String name, String realm) {}

  private final Path file;
  private FileTime read;
  private Map<Key, Entry> users;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it cannot be read or a line is wrong
   */
  UserFile(Path file) {
    this.file = file;
    try {
      read = Files.getLastModifiedTime(file);
      users = parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file of users " + file + " cannot be read: " + e, e);
    }
  }

  @Override
  public Optional<Subscriber> find(String table, String user, String realm) {
    return entry(user, realm).map(entry -> new Subscriber(Optional.empty(), entry.hashes()));
  }

  /** A user's roles. */
  Set<String> roles(String user, String realm) {
    return entry(user, realm).map(Entry::roles).orElse(Set.of());
  }

  private synchronized Optional<Entry> entry(String user, String realm) {
    refresh();
    return Optional.ofNullable(users.get(new Key(user, realm)));
  }

  private void refresh() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(read)) {
        read = now;
        users = parse(Files.readAllLines(file));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.ERROR, () -> "the users stay those read before: " + e.getMessage());
    }
  }

  private Map<Key, Entry> parse(List<String> lines) {
    Map<Key, Entry> parsed = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(parsed, line, i + 1);
      }
    }
    return parsed;
  }

  private void add(Map<Key, Entry> parsed, String line, int number) {
    String[] fields = line.split(":", FIELDS + 1);
    if (fields.length < FIELDS || fields[0].isEmpty()) {
      throw wrong(number, "write name:realm:hash, or name:realm:hash:role,role");
    }
    String hash = fields[2].toLowerCase(Locale.ROOT);
    DigestAlgorithm algorithm =
        Arrays.stream(DigestAlgorithm.values())
            .filter(one -> one.hash("").length() == hash.length() && HASH.matcher(hash).matches())
            .findFirst()
            .orElseThrow(
                () ->
                    wrong(
                        number,
                        "the third field is no hash; write the 32 digits of MD5 or the 64 of"
                            + " SHA-256 over name:realm:password"));
    Entry entry = parsed.computeIfAbsent(new Key(fields[0], fields[1]), key -> new Entry());
    entry.hashes().put(algorithm, hash);
    if (fields.length > FIELDS) {
      Arrays.stream(fields[FIELDS].split(","))
          .map(String::strip)
          .filter(role -> !role.isEmpty())
          .forEach(entry.roles()::add);
    }
  }

  /** Tells nothing of the line itself, which may hold a password. */
  private IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException(file + ", line " + line + ": " + what);
  }
}
