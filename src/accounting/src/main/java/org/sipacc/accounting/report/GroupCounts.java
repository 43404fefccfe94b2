package org.sipacc.accounting.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.number.Countries;

/** How many calls each group has: finds the largest ones among many. */
public final class GroupCounts implements CallTally {
  /** Groups that are counted; each takes some 120 octets. */
  private static final int MOST_GROUPS = 300_000;

  private final Grouping grouping;
  private final ZoneId zone;
  private final Countries countries;
  private final Map<String, Long> calls = new HashMap<>();

  GroupCounts(Grouping grouping, ZoneId zone, Countries countries) {
    this.grouping = grouping;
    this.zone = zone;
    this.countries = countries;
  }

  @Override
  public boolean add(CallSummary call) {
    return add(grouping.of(call, zone, countries), 1);
  }

  @Override
  public boolean add(Instant begin, String group, CallFigures.Sums sums) {
    return add(grouping.ofGroup(begin, group, zone), sums.calls());
  }

  private boolean add(String group, long more) {
    calls.merge(group, more, Long::sum);
    return calls.size() <= MOST_GROUPS;
  }

  @Override
  public String bound() {
    return MOST_GROUPS + " groups";
  }

  @Override
  public void clear() {
    calls.clear();
  }

  /** How many groups there are. */
  public int size() {
    return calls.size();
  }

  /** So many with the most calls, the largest first; of two with as many, the first by name. */
  public Set<String> largest(int most) {
    Comparator<Map.Entry<String, Long>> byCalls = Map.Entry.comparingByValue();
    return calls.entrySet().stream()
        .sorted(byCalls.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
