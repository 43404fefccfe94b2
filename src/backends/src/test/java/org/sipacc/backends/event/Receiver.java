package org.sipacc.backends.event;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** The subscriber's end of a transport, as its tests need it. */
interface Receiver extends AutoCloseable {
  Pattern CALL = Pattern.compile("\"callid\":\"(call-[0-9]+)\"");

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

  /** The Call-IDs that these texts tell of. */
  static List<String> callIds(List<String> texts) {
    return texts.stream()
        .flatMap(text -> CALL.matcher(text).results())
        .map(call -> call.group(1))
        .toList();
  }
}
