package org.sipacc.accounting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sipacc.accounting.configuration.ConfigurationException;

/**
 * The arguments of {@code do_accounting(type, flags, table)} and of {@code drop_accounting(type,
 * flags)}.
 *
 * @param types the backends to mark; empty only in a drop, where it means all of them
 * @param flags what is wanted beyond the plain transaction; empty in a drop means the backends
 *     altogether
 * @param table the table of the database's base records and CDRs; empty for that of {@code
 *     db_table_acc}, and in every drop
 */
public record AccountingRequest(Set<Backend> types, Set<Flag> flags, Optional<String> table) {
  private static final List<String> TYPES =
      Stream.of(Backend.values()).map(Backend::token).toList();
  private static final List<String> FLAGS = Stream.of(Flag.values()).map(Flag::token).toList();

  /** {@code drop_accounting} without arguments: everything off. */
  public static final AccountingRequest EVERYTHING =
      new AccountingRequest(Set.of(), Set.of(), Optional.empty());

  public AccountingRequest {
    types = Set.copyOf(types);
    flags = Set.copyOf(flags);
  }

  /**
   * Reads the arguments as the acc module writes them: {@code "db|log"}, {@code "cdr|missed"}.
   *
   * @throws ConfigurationException if a token is empty or unknown
   */
  public static AccountingRequest parse(
      String type, Optional<String> flags, Optional<String> table) {
    return new AccountingRequest(
        tokens("type", type, TYPES, Backend::ofToken),
        flags.isPresent() ? tokens("flags", flags.get(), FLAGS, Flag::ofToken) : Set.of(),
        table);
  }

  private static <T> Set<T> tokens(
      String argument, String text, List<String> known, Function<String, Optional<T>> parser) {
    Set<T> values = new LinkedHashSet<>();
    for (String token : text.split("\\|", -1)) {
      values.add(
          parser
              .apply(token.strip())
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          argument
                              + " \""
                              + text
                              + "\": "
                              + (token.isBlank() ? "a word is missing" : "unknown " + token.strip())
                              + "; write one or more of "
                              + String.join(", ", known)
                              + ", joined by |")));
    }
    return values;
  }
}
