package org.sipacc.accounting.parameter;

import java.util.List;
import java.util.function.Consumer;

/**
 * How a parameter's text becomes its value.
 *
 * @param name as the reference names it: {@code string}, {@code integer}, {@code seconds}, ...
 * @param repeatable whether a list may be given
 */
record ParameterType<T>(String name, boolean repeatable, Parser<T> parser) {

  /** Makes the value; throws a ConfigurationException with the text's place if it cannot. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String parameter, List<RawText> texts, Consumer<String> warnings);
  }

  /** Makes the value of the one text of a parameter that is no list. */
  @FunctionalInterface
  interface SingleParser<T> {
    T parse(String parameter, RawText text);
  }

  static <T> ParameterType<T> single(String name, SingleParser<T> parser) {
    return new ParameterType<>(
        name, false, (parameter, texts, warnings) -> parser.parse(parameter, texts.get(0)));
  }

  /** A list of lines, of which blank ones do not count. */
  static <T> ParameterType<List<T>> lines(SingleParser<T> parser) {
    return new ParameterType<>(
        "list of string",
        true,
        (parameter, texts, warnings) ->
            texts.stream()
                .filter(raw -> !raw.text().isBlank())
                .map(raw -> parser.parse(parameter, raw))
                .toList());
  }
}
