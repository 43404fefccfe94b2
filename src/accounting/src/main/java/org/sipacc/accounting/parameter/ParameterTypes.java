package org.sipacc.accounting.parameter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.number.Countries;
import org.sipacc.accounting.variable.ReasonPhrases;

/** The types that parameters have. */
final class ParameterTypes {
  private static final Set<String> YES = Set.of("1", "yes", "true", "on");
  private static final Set<String> NO = Set.of("0", "no", "false", "off");
  private static final Set<String> DATABASES = Set.of("mysql", "mariadb", "postgres", "postgresql");
  private static final List<String> FACILITIES =
      List.of(
          "LOG_AUTH",
          "LOG_CRON",
          "LOG_DAEMON",
          "LOG_KERN",
          "LOG_LOCAL0",
          "LOG_LOCAL1",
          "LOG_LOCAL2",
          "LOG_LOCAL3",
          "LOG_LOCAL4",
          "LOG_LOCAL5",
          "LOG_LOCAL6",
          "LOG_LOCAL7",
          "LOG_LPR",
          "LOG_MAIL",
          "LOG_NEWS",
          "LOG_USER",
          "LOG_UUCP",
          "LOG_AUTHPRIV",
          "LOG_FTP",
          "LOG_SYSLOG");

  private static final Pattern PEER =
      Pattern.compile("(?i)(?:\\[[0-9a-f:.]+]|[0-9a-z][0-9a-z.-]*):([0-9]{1,5})");

  private ParameterTypes() {}

  /** A text; "" counts as not set. */
  static ParameterType<Optional<String>> optionalText() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> Optional.of(raw.text().strip()).filter(text -> !text.isEmpty()));
  }

  /** ISO 3166-1's two letters; empty for none. */
  static ParameterType<Optional<String>> country() {
    return ParameterType.single(
        "two letters",
        (parameter, raw) -> {
          String country = raw.text().strip().toUpperCase(Locale.ROOT);
          if (!country.isEmpty() && !Countries.has(country)) {
            throw raw.problem(
                parameter + " must be a country's two letters (ISO 3166-1), as DE or RO");
          }
          return Optional.of(country).filter(text -> !text.isEmpty());
        });
  }

  /** A database URL; "" is a value of its own: the database is off. Never shown in a message. */
  static ParameterType<Optional<String>> databaseUrl() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String url = raw.text().strip();
          int colon = url.indexOf("://");
          if (!url.isEmpty()
              && (colon < 0
                  || !DATABASES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT)))) {
            throw raw.problem(
                parameter
                    + " must begin with mysql://, mariadb://, postgres:// or postgresql://, as in"
                    + " mysql://user:password@127.0.0.1/opensips; leave it out for the embedded"
                    + " database, write \"\" for none");
          }
          return Optional.of(url);
        });
  }

  /** The name of a table or column. */
  static ParameterType<String> databaseName() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String name = raw.text().strip();
          if (!DatabaseNames.isValid(name)) {
            throw raw.problem(parameter + " " + DatabaseNames.problem(name));
          }
          return name;
        });
  }

  /** A name that may be left out, or empty. */
  static ParameterType<Optional<String>> optionalDatabaseName() {
    ParameterType<String> name = databaseName();
    return new ParameterType<>(
        name.name(),
        false,
        (parameter, texts, warnings) ->
            texts.get(0).text().isBlank()
                ? Optional.empty()
                : Optional.of(name.parser().parse(parameter, texts, warnings)));
  }

  /** OpenSIPS's integers that mean no and yes. */
  static ParameterType<Boolean> flag() {
    return ParameterType.single(
        "integer, 0 or 1",
        (parameter, raw) -> {
          String word = raw.text().strip().toLowerCase(Locale.ROOT);
          if (YES.contains(word)) {
            return true;
          }
          if (NO.contains(word)) {
            return false;
          }
          throw raw.problem(parameter + " must be 0 (no) or 1 (yes), found \"" + raw.text() + "\"");
        });
  }

  /** Status codes from a lowest one on, separated by commas; empty for none. */
  static ParameterType<Set<Integer>> statusCodes(int lowest) {
    return ParameterType.single(
        "status codes, " + lowest + " to 699",
        (parameter, raw) -> {
          Set<Integer> codes = new TreeSet<>();
          for (String item : raw.text().isBlank() ? new String[0] : raw.text().split(",", -1)) {
            String code = item.strip();
            if (!code.matches("[3-6][0-9]{2}") || Integer.parseInt(code) < lowest) {
              throw raw.problem(
                  parameter
                      + " must be status codes from "
                      + lowest
                      + " to 699 separated by commas, as in 404,487; found \""
                      + code
                      + "\"");
            }
            codes.add(Integer.valueOf(code));
          }
          return Set.copyOf(codes);
        });
  }

  static ParameterType<Integer> integer(int min, int max) {
    return ParameterType.single(
        "integer, " + min + " to " + max,
        (parameter, raw) -> {
          try {
            int number = Integer.parseInt(raw.text().strip());
            if (number >= min && number <= max) {
              return number;
            }
          } catch (NumberFormatException e) {
            // falls through to the same message as a number out of range
          }
          throw raw.problem(
              parameter
                  + " must be a whole number from "
                  + min
                  + " to "
                  + max
                  + ", found \""
                  + raw.text()
                  + "\"");
        });
  }

  static ParameterType<OptionalInt> optionalInteger(int min, int max) {
    ParameterType<Integer> integer = integer(min, max);
    return new ParameterType<>(
        integer.name(),
        false,
        (parameter, texts, warnings) ->
            texts.get(0).text().isBlank()
                ? OptionalInt.empty()
                : OptionalInt.of(integer.parser().parse(parameter, texts, warnings)));
  }

  static ParameterType<Duration> seconds(int min, int max) {
    ParameterType<Integer> integer = integer(min, max);
    return new ParameterType<>(
        "seconds, " + min + " to " + max,
        false,
        (parameter, texts, warnings) ->
            Duration.ofSeconds(integer.parser().parse(parameter, texts, warnings)));
  }

  static ParameterType<String> logFacility() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String name = raw.text().strip().toUpperCase(Locale.ROOT);
          if (!FACILITIES.contains(name)) {
            throw raw.problem(
                parameter
                    + " knows no \""
                    + raw.text()
                    + "\"; write one of "
                    + String.join(", ", FACILITIES));
          }
          return name;
        });
  }

  /** A level that a line can have; 0 is none. */
  static ParameterType<Integer> logLevel() {
    ParameterType<Integer> integer = integer(-3, 4);
    return ParameterType.single(
        integer.name(),
        (parameter, raw) -> {
          int level = integer.parser().parse(parameter, List.of(raw), warning -> {});
          if (level == 0) {
            throw raw.problem(
                parameter
                    + " must be -3 (alert), -2 (critical), -1 (error), 1 (warning), 2 (notice),"
                    + " 3 (info) or 4 (debug); 0 is no level");
          }
          return level;
        });
  }

  static ParameterType<Optional<SyslogUrl>> syslogUrl() {
    return ParameterType.single("string", SyslogUrl::parse);
  }

  static ParameterType<Optional<TraceUrl>> traceUrl() {
    return ParameterType.single("string", TraceUrl::parse);
  }

  /** A program's name in front of a syslog message. */
  static ParameterType<String> syslogTag() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String tag = raw.text().strip();
          if (!tag.matches("[A-Za-z0-9._/-]{1,32}")) {
            throw raw.problem(
                parameter
                    + " must be 1 to 32 letters, digits, dots, hyphens, underscores or slashes,"
                    + " found \""
                    + raw.text()
                    + "\"");
          }
          return tag;
        });
  }

  /** The directory a path names, which must be absolute; "" counts as not set. */
  static ParameterType<Optional<Path>> optionalDirectory() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String text = raw.text().strip();
          try {
            Optional<Path> path = Optional.of(text).filter(name -> !name.isEmpty()).map(Path::of);
            if (path.isEmpty() || path.get().isAbsolute()) {
              return path;
            }
          } catch (InvalidPathException e) {
            // falls through to the same message as a relative path
          }
          throw raw.problem(
              parameter
                  + " must be an absolute path, as in /var/spool/sipacc; found \""
                  + text
                  + "\"");
        });
  }

  /** Words separated by commas; empty for none. */
  static ParameterType<List<String>> names() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          List<String> names =
              Stream.of(raw.text().split(","))
                  .map(String::strip)
                  .filter(name -> !name.isEmpty())
                  .toList();
          if (names.stream().distinct().count() < names.size()) {
            throw raw.problem(parameter + " names something twice: " + raw.text());
          }
          return names;
        });
  }

  /** One of an enumeration's names, in small letters. */
  static <E extends Enum<E>> ParameterType<E> oneOf(Class<E> type) {
    List<String> words =
        Stream.of(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    return ParameterType.single(
        String.join(", ", words.subList(0, words.size() - 1))
            + " or "
            + words.get(words.size() - 1),
        (parameter, raw) -> {
          String word = raw.text().strip().toLowerCase(Locale.ROOT);
          if (!words.contains(word)) {
            throw raw.problem(
                parameter
                    + " must be one of "
                    + String.join(", ", words)
                    + ", found \""
                    + raw.text()
                    + "\"");
          }
          return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        });
  }

  /** Backends that take records of calls that are up, separated by vertical bars. */
  static ParameterType<Set<Backend>> interimBackends() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          Set<Backend> backends = EnumSet.noneOf(Backend.class);
          for (String item : raw.text().isBlank() ? new String[0] : raw.text().split("\\|", -1)) {
            Backend backend =
                Backend.ofToken(item.strip())
                    .orElseThrow(
                        () ->
                            raw.problem(
                                parameter
                                    + " must be backends joined by |, as in aaa|log|evi; found \""
                                    + item.strip()
                                    + "\""));
            if (backend == Backend.DB) {
              throw raw.problem(
                  parameter
                      + " cannot have db: a row of its tables is a call that has ended, and sums"
                      + " over them would count calls several times; write aaa, log or evi");
            }
            backends.add(backend);
          }
          return Set.copyOf(backends);
        });
  }

  static ParameterType<ReplyStatus> failureReply() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          String text = raw.text().strip();
          if (!text.matches("[4-6][0-9][0-9]( .*)?")) {
            throw raw.problem(
                parameter
                    + " must be a status code from 400 to 699 and, if wanted, a reason phrase, as in"
                    + " 481 or \"404 Not here\"; found \""
                    + raw.text()
                    + "\"");
          }
          int code = Integer.parseInt(text.substring(0, 3));
          String reason = text.substring(3).strip();
          return new ReplyStatus(code, reason.isEmpty() ? ReasonPhrases.of(code) : reason);
        });
  }

  static ParameterType<ZoneId> timeZone() {
    return ParameterType.single(
        "string",
        (parameter, raw) -> {
          try {
            return raw.text().isBlank() ? ZoneId.systemDefault() : ZoneId.of(raw.text().strip());
          } catch (DateTimeException e) {
            throw raw.problem(
                parameter
                    + " knows no time zone \""
                    + raw.text()
                    + "\"; write one such as UTC or Europe/Berlin");
          }
        });
  }

  static ParameterType<List<ListenAddress>> listenAddresses() {
    return ParameterType.lines(ListenAddress::parse);
  }

  /** SIP addresses of other servers, each as host and port. */
  static ParameterType<List<String>> peers() {
    return ParameterType.lines(ParameterTypes::peer);
  }

  private static String peer(String parameter, RawText raw) {
    String text = raw.text().strip();
    Matcher matcher = PEER.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (port < 1 || port > 65_535) {
      throw raw.problem(
          parameter
              + " must be host:port of another node as its Record-Route has them, as in"
              + " 192.168.32.9:5060; found \""
              + raw.text()
              + "\"");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  static ParameterType<JournalSync> journalSync() {
    return ParameterType.single("string", JournalSync::parse);
  }

  static ParameterType<JournalFull> journalFull() {
    return ParameterType.single("string", JournalFull::parse);
  }

  /** Dialog profile names, separated by semicolons. */
  static ParameterType<List<String>> profiles() {
    return ParameterType.single(
        "string",
        (parameter, raw) ->
            List.of(raw.text().split(";")).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
  }

  /** Secrets of at least so many characters, which appear in no message. */
  static ParameterType<List<String>> secrets(int shortest) {
    return new ParameterType<>(
        "string, repeatable",
        true,
        (parameter, texts, warnings) ->
            texts.stream()
                .filter(raw -> !raw.text().isBlank())
                .map(
                    raw -> {
                      if (raw.text().strip().length() < shortest) {
                        throw raw.problem(
                            parameter
                                + " has a secret of less than "
                                + shortest
                                + " characters; make one with: openssl rand -base64 32");
                      }
                      return raw.text().strip();
                    })
                .toList());
  }

  static ParameterType<FieldDeclarations> fieldDeclarations() {
    return new ParameterType<>("string, repeatable", true, FieldDeclarations::parse);
  }

  static ParameterType<List<ExtraDefinition>> extraDefinitions(Backend backend) {
    return new ParameterType<>(
        "string, repeatable",
        true,
        (parameter, texts, warnings) -> ExtraDefinition.parse(backend, parameter, texts));
  }
}
