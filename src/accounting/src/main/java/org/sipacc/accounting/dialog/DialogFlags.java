package org.sipacc.accounting.dialog;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.NearMiss;

/** The argument of {@code create_dialog}. */
public record DialogFlags(Set<DialogFlag> flags) {
  /** {@code create_dialog()}: the call is followed, nothing more. */
  public static final DialogFlags NONE = new DialogFlags(Set.of());

  private static final List<String> WORDS =
      Arrays.stream(DialogFlag.values()).map(DialogFlag::word).toList();

  public DialogFlags {
    flags = Set.copyOf(flags);
  }

  /** Whether the flag is set. */
  public boolean has(DialogFlag flag) {
    return flags.contains(flag);
  }

  /**
   * Reads either spelling: letters in any order ({@code "Bp"}; a letter without a meaning beside
   * one that has is ignored, as in OpenSIPS), or words ({@code
   * "bye-on-timeout,options-ping-callee"}, upper and lower case alike).
   *
   * @throws ConfigurationException if a word is unknown, or no letter is known
   */
  public static DialogFlags parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return NONE;
    }
    boolean words = stripped.indexOf('-') >= 0 || stripped.indexOf(',') >= 0;
    return new DialogFlags(words ? words(stripped) : letters(stripped));
  }

  private static Set<DialogFlag> words(String text) {
    Set<DialogFlag> flags = EnumSet.noneOf(DialogFlag.class);
    for (String token : text.split(",", -1)) {
      String word = token.strip();
      flags.add(
          DialogFlag.ofWord(word)
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "unknown dialog flag \"" + word + "\"" + NearMiss.hint(word, WORDS))));
    }
    return flags;
  }

  private static Set<DialogFlag> letters(String text) {
    Set<DialogFlag> flags = EnumSet.noneOf(DialogFlag.class);
    for (DialogFlag flag : DialogFlag.values()) {
      if (text.indexOf(flag.letter()) >= 0) {
        flags.add(flag);
      }
    }
    if (flags.isEmpty()) {
      throw new ConfigurationException(
          "unknown dialog flags \""
              + text
              + "\"; write letters of BPpRrEL, or words: "
              + String.join(", ", WORDS));
    }
    return flags;
  }
}
