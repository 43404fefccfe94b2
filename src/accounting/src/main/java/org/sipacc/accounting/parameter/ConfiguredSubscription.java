package org.sipacc.accounting.parameter;

import java.util.List;
import org.sipacc.accounting.configuration.Place;

/**
 * A line of {@code event_subscriptions}, {@code E_ACC_CDR udp:127.0.0.1:8888}, or a socket of
 * {@code alarm_sockets}. What event and socket may be, the backend for events knows.
 *
 * @param place where it is written, for a message about it
 */
public record ConfiguredSubscription(String event, String socket, Place place) {
  static final ParameterType<List<ConfiguredSubscription>> TYPE =
      ParameterType.lines(ConfiguredSubscription::parse);

  /** Sockets alone, which get the events of alarms. */
  static final ParameterType<List<ConfiguredSubscription>> ALARM_SOCKETS =
      ParameterType.lines(
          (parameter, raw) ->
              new ConfiguredSubscription("E_SIPACC_ALARM", raw.text().strip(), raw.place()));

  private static ConfiguredSubscription parse(String parameter, RawText raw) {
    String[] words = raw.text().strip().split("\\s+");
    if (words.length != 2) {
      throw raw.problem(
          parameter
              + " must be an event and a socket, as in \"E_ACC_CDR udp:127.0.0.1:8888\"; this has "
              + (words.length == 1 ? "one word" : words.length + " words"));
    }
    return new ConfiguredSubscription(words[0], words[1], raw.place());
  }
}
