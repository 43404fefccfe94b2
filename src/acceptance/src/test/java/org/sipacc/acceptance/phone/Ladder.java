package org.sipacc.acceptance.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The messages between the phones of a script and their peers, drawn as a ladder. */
final class Ladder {
  private static final int COLUMN = 26;
  private static final int MOST_RUNGS = 400;

  private final long start = System.nanoTime();
  private final Map<Integer, String> phones = new LinkedHashMap<>();
  private final List<Rung> rungs = new ArrayList<>();

  private record Rung(long millis, int from, int to, String callId, String label) {}

  synchronized void addPhone(int port, String name) {
    phones.put(port, name);
  }

  synchronized void sent(int phonePort, InetSocketAddress to, String label, String callId) {
    rungs.add(new Rung(millis(), phonePort, to.getPort(), callId, label));
  }

  /** A message of another phone of the script is on the ladder since it was sent. */
  synchronized void received(int phonePort, InetSocketAddress from, String label, String callId) {
    if (!phones.containsKey(from.getPort())) {
      rungs.add(new Rung(millis(), from.getPort(), phonePort, callId, label));
    }
  }

  /** The ladder of one call, or of all if the Call-ID is "". */
  synchronized String draw(String callId) {
    List<Rung> shown =
        rungs.stream().filter(rung -> callId.isEmpty() || rung.callId.equals(callId)).toList();
    List<Integer> parties = parties(shown);
    StringBuilder text = new StringBuilder("     ms");
    for (int party : parties) {
      text.append(centred(phones.getOrDefault(party, "port " + party)));
    }
    if (shown.size() > MOST_RUNGS) {
      text.append("\n        (the last ").append(MOST_RUNGS).append(" of ").append(shown.size());
      text.append(" messages)");
    }
    for (Rung rung : shown.subList(Math.max(0, shown.size() - MOST_RUNGS), shown.size())) {
      text.append(String.format(Locale.ROOT, "%n%7d", rung.millis)).append(line(rung, parties));
    }
    return text.toString();
  }

  private static String line(Rung rung, List<Integer> parties) {
    StringBuilder line = new StringBuilder(" ".repeat(COLUMN * parties.size()));
    for (int i = 0; i < parties.size(); i++) {
      line.setCharAt(centre(i), '|');
    }
    int from = parties.indexOf(rung.from);
    int to = parties.indexOf(rung.to);
    int left = centre(Math.min(from, to)) + 1;
    int width = Math.max(centre(Math.max(from, to)) - left, COLUMN / 2);
    String label = rung.label.substring(0, Math.min(rung.label.length(), width - 4));
    String shaft = "-".repeat((width - 2 - label.length()) / 2);
    String arrow =
        shaft + " " + label + " " + "-".repeat(width - 2 - label.length() - shaft.length());
    arrow = to < from ? "<" + arrow.substring(1) : arrow.substring(0, width - 1) + ">";
    line.replace(left, Math.min(left + width, line.length()), arrow);
    return line.toString().stripTrailing();
  }

  /** The first phone, then the peers that are no phones, then the other phones. */
  private List<Integer> parties(List<Rung> shown) {
    List<Integer> others =
        shown.stream()
            .flatMap(rung -> List.of(rung.from, rung.to).stream())
            .distinct()
            .filter(port -> !phones.containsKey(port))
            .toList();
    List<Integer> parties =
        phones.keySet().stream().collect(Collectors.toCollection(ArrayList::new));
    parties.addAll(Math.min(1, parties.size()), others);
    return parties;
  }

  private static int centre(int column) {
    return column * COLUMN + COLUMN / 2;
  }

  private static String centred(String name) {
    String cut = name.substring(0, Math.min(name.length(), COLUMN - 1));
    int left = COLUMN / 2 - cut.length() / 2;
    return " ".repeat(left) + cut + " ".repeat(COLUMN - left - cut.length());
  }

  private long millis() {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
