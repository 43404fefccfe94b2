package org.sipacc.accounting.variable;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;

/** The transformations that exist. */
final class Transformations {
  private static final Map<String, Transformation> PLAIN =
      Map.of(
          "uri.user", value -> SipUri.parse(value).map(SipUri::user),
          "uri.host", value -> SipUri.parse(value).map(SipUri::host),
          "uri.port", value -> SipUri.parse(value).flatMap(SipUri::portText),
          "s.len", value -> Optional.of(String.valueOf(value.length())),
          "s.tolower", value -> Optional.of(value.toLowerCase(Locale.ROOT)),
          "s.toupper", value -> Optional.of(value.toUpperCase(Locale.ROOT)),
          "nameaddr.uri", value -> Optional.of(NameAddress.parse(value).uri()),
          "nameaddr.name", value -> Optional.of(NameAddress.parse(value).displayName()));

  private static final Map<String, Function<String, Transformation>> WITH_ARGUMENTS =
      Map.of(
          "s.substr", Transformations::substring,
          "s.select", Transformations::select,
          "param.value", Transformations::parameter);

  private Transformations() {}

  /**
   * Reads what stands between the braces.
   *
   * @throws ConfigurationException if there is no such transformation, or its arguments are wrong
   */
  static Transformation parse(String text) {
    int comma = text.indexOf(',');
    String name = (comma < 0 ? text : text.substring(0, comma)).strip();
    Optional<String> arguments =
        comma < 0 ? Optional.empty() : Optional.of(text.substring(comma + 1));
    Transformation plain = PLAIN.get(name);
    if (plain != null) {
      if (arguments.isPresent()) {
        throw new ConfigurationException("{" + name + "} takes no argument");
      }
      return plain;
    }
    Function<String, Transformation> reader = WITH_ARGUMENTS.get(name);
    if (reader == null) {
      throw new ConfigurationException(
          "unknown transformation {" + name + "}" + NearMiss.hint(name, names()));
    }
    return reader.apply(arguments.orElse(""));
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>(PLAIN.keySet());
    names.addAll(WITH_ARGUMENTS.keySet());
    return names;
  }

  private static Transformation substring(String arguments) {
    String[] parts = arguments.split(",", -1);
    String usage = "{s.substr,offset,length}";
    if (parts.length != 2) {
      throw new ConfigurationException(usage + " needs two whole numbers");
    }
    int offset = number(parts[0], usage);
    int length = number(parts[1], usage);
    if (length < 0) {
      throw new ConfigurationException(usage + ": the length must not be negative; 0 is the rest");
    }
    return value -> {
      long start = offset < 0 ? (long) value.length() + offset : offset;
      if (start < 0 || start > value.length()) {
        return Optional.empty();
      }
      long end = length == 0 ? value.length() : Math.min(value.length(), start + length);
      return Optional.of(value.substring((int) start, (int) end));
    };
  }

  private static Transformation select(String arguments) {
    String usage = "{s.select,index,separator}";
    int comma = arguments.indexOf(',');
    String separator = comma < 0 ? "" : arguments.substring(comma + 1);
    if (separator.length() != 1) {
      throw new ConfigurationException(usage + " needs a whole number and one character");
    }
    int index = number(arguments.substring(0, comma), usage);
    return value -> {
      String[] fields = value.split(Pattern.quote(separator), -1);
      int position = index < 0 ? fields.length + index : index;
      return position >= 0 && position < fields.length
          ? Optional.of(fields[position])
          : Optional.empty();
    };
  }

  private static Transformation parameter(String name) {
    if (name.isBlank()) {
      throw new ConfigurationException("{param.value,name} needs a parameter's name");
    }
    return value -> HeaderParameters.find(value, name.strip());
  }

  private static int number(String text, String usage) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new ConfigurationException(usage + ": \"" + text + "\" is no whole number");
    }
  }
}
