package org.sipacc.backends.radius;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;

/**
 * Reads dictionary files as radiusclient-ng, freeradius-client and FreeRADIUS 3 write them: {@code
 * ATTRIBUTE name number type [vendor or flags]}, {@code VALUE attribute name number}, {@code VENDOR
 * name number}, {@code BEGIN-VENDOR} and {@code END-VENDOR}, {@code $INCLUDE file}.
 *
 * <p>What an accounting client has no use for is passed over: attributes within attributes, and
 * types that cannot be made of a text. They are an error only if a field asks for them.
 */
final class DictionaryReader {
  private static final String SHIPPED = "dictionary.sipacc";
  private static final int MAX_STANDARD = 255;
  private static final Set<String> PASSED_OVER =
      Set.of(
          "BEGIN-TLV",
          "END-TLV",
          "BEGIN-PROTOCOL",
          "END-PROTOCOL",
          "PROTOCOL",
          "ALIAS",
          "FLAGS",
          "STRUCT",
          "MEMBER",
          "ENUM");

  private final RadiusDictionary dictionary;
  private final Map<String, Integer> vendors = new HashMap<>();
  private final Set<String> unusualVendors = new LinkedHashSet<>();
  private final Set<Path> open = new LinkedHashSet<>();

  private DictionaryReader(RadiusDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * The shipped dictionary, and the operator's above it.
   *
   * @throws ConfigurationException if the operator's has a fault; it names file and line
   */
  static RadiusDictionary read(Optional<Path> operators) {
    List<String> sources = new ArrayList<>();
    operators.ifPresent(path -> sources.add(path.toString()));
    sources.add("the built-in dictionary");
    DictionaryReader reader = new DictionaryReader(new RadiusDictionary(sources));
    reader.readShipped();
    operators.ifPresent(path -> reader.readFile(path, ConfigurationException::new));
    return reader.dictionary;
  }

  private void readShipped() {
    try (InputStream in = DictionaryReader.class.getResourceAsStream(SHIPPED)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      new FileReader(Path.of(SHIPPED)).read(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param problem makes what is thrown if the file cannot be read, at the place that names it
   */
  private void readFile(Path file, Function<String, ConfigurationException> problem) {
    Path real = file.toAbsolutePath().normalize();
    if (!open.add(real)) {
      throw problem.apply("dictionary " + real + " includes itself; remove one $INCLUDE");
    }
    List<String> lines;
    try {
      // Dictionaries have comments in many encodings, but names in ASCII.
      lines = Files.readAllLines(real, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw problem.apply("dictionary " + real + " cannot be read: " + e);
    }
    new FileReader(real).read(lines);
    open.remove(real);
  }

  /** One file: a vendor's section ends with it. */
  private final class FileReader {
    private final Path file;
    private String section = "";
    private int line;

    FileReader(Path file) {
      this.file = file;
    }

    void read(List<String> lines) {
      for (String text : lines) {
        line++;
        String content = text.replaceFirst("#.*", "").strip();
        if (!content.isEmpty()) {
          define(content.split("\\s+"));
        }
      }
    }

    private void define(String[] words) {
      switch (words[0].toUpperCase(Locale.ROOT)) {
        case "ATTRIBUTE" -> attribute(atLeast(4, words, "ATTRIBUTE name number type"));
        case "VALUE" -> {
          atLeast(4, words, "VALUE attribute name number");
          dictionary.defineValue(words[1], words[2], number(words[3]));
        }
        case "VENDOR" -> vendor(atLeast(3, words, "VENDOR name number"));
        case "BEGIN-VENDOR" -> section = atLeast(2, words, "BEGIN-VENDOR name")[1];
        case "END-VENDOR" -> section = "";
        case "$INCLUDE" -> include(atLeast(2, words, "$INCLUDE file")[1], true);
        case "$INCLUDE-" -> include(atLeast(2, words, "$INCLUDE- file")[1], false);
        default -> {
          if (!PASSED_OVER.contains(words[0].toUpperCase(Locale.ROOT))) {
            throw problem(
                "there is no keyword "
                    + words[0]
                    + "; write ATTRIBUTE, VALUE, VENDOR, BEGIN-VENDOR, END-VENDOR or $INCLUDE");
          }
        }
      }
    }

    private void attribute(String[] words) {
      String vendor = words.length > 4 && vendors.containsKey(words[4]) ? words[4] : section;
      boolean nested = words[2].contains(".");
      long number = nested ? 0 : number(words[2]);
      boolean sendable =
          !nested && number > 0 && number <= MAX_STANDARD && !unusualVendors.contains(vendor);
      dictionary.define(
          new DictionaryAttribute(
              words[1],
              vendor.isEmpty() ? 0 : vendorNumber(vendor),
              sendable ? (int) number : 0,
              sendable ? DataType.ofName(words[3]) : DataType.UNSUPPORTED,
              words[3]));
    }

    private void vendor(String[] words) {
      vendors.put(words[1], (int) number(words[2]));
      if (words.length > 3 && !words[3].equals("format=1,1")) {
        unusualVendors.add(words[1]);
      }
    }

    private int vendorNumber(String name) {
      Integer number = vendors.get(name);
      if (number == null) {
        throw problem(
            "vendor " + name + " is not defined; write VENDOR " + name + " and its number");
      }
      return number;
    }

    private void include(String name, boolean required) {
      Path included = file.resolveSibling(name);
      if (required || Files.exists(included)) {
        readFile(included, this::problem);
      }
    }

    private long number(String text) {
      try {
        long number = Long.decode(text);
        if (number >= 0 && number <= 0xFFFF_FFFFL) {
          return number;
        }
      } catch (NumberFormatException e) {
        // falls through to the same message as a number out of range
      }
      throw problem("\"" + text + "\" is no number from 0 to 4294967295");
    }

    private String[] atLeast(int count, String[] words, String form) {
      if (words.length < count) {
        throw problem("a word is missing; write " + form);
      }
      return words;
    }

    private ConfigurationException problem(String what) {
      return new ConfigurationException(new Place(file + ":" + line), what);
    }
  }
}
