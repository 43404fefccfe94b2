package org.sipacc.backends.event;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.delivery.SampleEntries;

/** The subscriber's end of a transport, as its tests need it. */
interface Receiver extends AutoCloseable {
  Pattern NUMBER = Pattern.compile("\"callid\":\"call-([0-9]+)\"");

  /** What a subscription to it is written as; the same after it has been closed and opened. */
  String socket();

  /** The texts that have come in, in their order. */
  List<String> received();

  /** Lets nobody in any more and closes what is open. */
  void shut() throws Exception;

  /** Opens again at the same place. */
  void open() throws Exception;

  @Override
  void close() throws IOException;

  /** The ids of the sample entries that these texts tell of. */
  static List<TimeOrderedId> ids(List<String> texts) {
    return texts.stream()
        .flatMap(Receiver::numbers)
        .map(number -> SampleEntries.entry(Backend.EVI, number).id())
        .toList();
  }

  private static Stream<Long> numbers(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.results().map(result -> Long.valueOf(result.group(1)));
  }
}
