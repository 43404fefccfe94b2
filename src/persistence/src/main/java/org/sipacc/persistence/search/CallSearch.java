package org.sipacc.persistence.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.persistence.EntityManager;
import javax.persistence.TypedQuery;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.search.CallFilter;
import org.sipacc.accounting.search.Position;
import org.sipacc.accounting.search.TimeRange;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.entity.CallAttempt;
import org.sipacc.persistence.entity.CallRow;

/**
 * Finds call summaries, the newest first. Its methods throw a {@link
 * javax.persistence.PersistenceException} if the database cannot be asked.
 */
public final class CallSearch {
  private static final int AT_ONCE = 500;

  /** How long a page may take. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  private static final String SELECT = "select c from CallRow c";
  private static final String ORDER_OF_ENTRIES = " order by c.recordId";
  private static final String ORDER = " order by c.invited desc, c.callUid desc";

  private final AccountingPersistence persistence;
  private final Rows<CallRow> rows;

  public CallSearch(AccountingPersistence persistence) {
    this(persistence, LONGEST);
  }

  /**
   * @param longest how long a page may take
   */
  CallSearch(AccountingPersistence persistence, Duration longest) {
    this.persistence = persistence;
    this.rows = new Rows<>(persistence, CallRow.class, longest);
  }

  /**
   * A page of what a filter lets through, without attempts.
   *
   * @param hidden how many characters at the end of caller and callee the filter must not tell
   *     anything about: what it names as their beginning ends before these
   * @param after where the page before ended; empty for the first
   */
  public List<CallSummary> page(
      CallFilter filter, int hidden, Optional<Position> after, int limit) {
    Conditions conditions = conditions(filter, hidden, after);
    return rows.page(SELECT + conditions.where() + ORDER, conditions, limit).stream()
        .map(CallRow::head)
        .toList();
  }

  /** The query of a page, for those who look at its plan. */
  TypedQuery<CallRow> pageQuery(
      EntityManager em, CallFilter filter, Optional<Position> after, int limit) {
    Conditions conditions = conditions(filter, 0, after);
    return rows.query(em, SELECT + conditions.where() + ORDER, conditions).setMaxResults(limit);
  }

  /** Hands on everything that a filter lets through, without attempts. */
  public void each(CallFilter filter, int hidden, Consumer<CallSummary> taker) {
    each(filter, hidden, Optional.empty(), taker);
  }

  /**
   * The same from somewhere on.
   *
   * @param after the last one that is left out
   */
  public void each(
      CallFilter filter, int hidden, Optional<Position> after, Consumer<CallSummary> taker) {
    Conditions conditions = conditions(filter, hidden, after);
    rows.each(SELECT + conditions.where() + ORDER, conditions, row -> taker.accept(row.head()));
  }

  /** The query of these, for those who look at its plan. */
  TypedQuery<CallRow> eachQuery(EntityManager em, CallFilter filter) {
    Conditions conditions = conditions(filter, 0, Optional.empty());
    return rows.query(em, SELECT + conditions.where() + ORDER, conditions);
  }

  /**
   * The same with attempts. They are read for some calls at once by another connection, since a
   * driver that streams takes no second query on the first.
   */
  public void eachWithAttempts(CallFilter filter, int hidden, Consumer<CallSummary> taker) {
    List<CallSummary> heads = new ArrayList<>();
    each(
        filter,
        hidden,
        head -> {
          heads.add(head);
          if (heads.size() == AT_ONCE) {
            withAttempts(heads).forEach(taker);
            heads.clear();
          }
        });
    withAttempts(heads).forEach(taker);
  }

  /** The first of the calls that some entries brought, in the order of the entries. */
  public List<CallRow> ofEntries(EntryRange entries, int limit) {
    Conditions conditions = conditions(entries);
    return rows.page(SELECT + conditions.where() + ORDER_OF_ENTRIES, conditions, limit);
  }

  /** The query of these, for those who look at its plan. */
  TypedQuery<CallRow> entriesQuery(EntityManager em, EntryRange entries, int limit) {
    Conditions conditions = conditions(entries);
    return rows.query(em, SELECT + conditions.where() + ORDER_OF_ENTRIES, conditions)
        .setMaxResults(limit);
  }

  /** How many calls there are that some entries brought. */
  public long count(EntryRange entries) {
    Conditions conditions = conditions(entries);
    return persistence.query(
        em -> {
          TypedQuery<Long> query =
              em.createQuery("select count(c) from CallRow c" + conditions.where(), Long.class);
          conditions.parameters().forEach(query::setParameter);
          return query.getSingleResult();
        });
  }

  /** Hands on the calls of a time that some entries brought, without attempts. */
  public void eachOfEntries(EntryRange entries, TimeRange range, Consumer<CallRow> taker) {
    Conditions conditions = conditions(entries);
    conditions.range("c.invited", range);
    rows.each(SELECT + conditions.where(), conditions, taker);
  }

  private static Conditions conditions(EntryRange entries) {
    Conditions conditions = new Conditions();
    conditions.add("c.recordId > " + conditions.parameter(entries.after()));
    conditions.add("c.recordId < " + conditions.parameter(entries.before()));
    conditions.node("c.recordId", OptionalInt.of(entries.node()));
    return conditions;
  }

  /** The same calls with the attempts that are stored of them. */
  public List<CallSummary> withAttempts(List<CallSummary> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    Map<String, List<CallSummary.Attempt>> attempts =
        persistence.query(
            em ->
                em
                    .createQuery(
                        "select a from CallAttempt a where a.callUid in :uids"
                            + " order by a.callUid, a.attempt",
                        CallAttempt.class)
                    .setParameter("uids", heads.stream().map(c -> c.uid().toString()).toList())
                    .getResultList()
                    .stream()
                    .collect(
                        Collectors.groupingBy(
                            CallAttempt::callUid,
                            Collectors.mapping(CallAttempt::attempt, Collectors.toList()))));
    return heads.stream()
        .map(head -> head.with(attempts.getOrDefault(head.uid().toString(), List.of())))
        .toList();
  }

  /** One with its attempts. */
  public Optional<CallSummary> find(String uid) {
    return persistence.query(
        em -> Optional.ofNullable(em.find(CallRow.class, uid)).map(CallRow::summary));
  }

  private static Conditions conditions(CallFilter filter, int hidden, Optional<Position> after) {
    Conditions conditions = new Conditions();
    conditions.range("c.invited", filter.range());
    conditions.text("c.caller", filter.caller());
    conditions.text("c.callee", filter.callee());
    conditions.equal("c.calleeCountry", filter.calleeCountry());
    conditions.codes("c.code", filter.code());
    conditions.number("c.durationMillis", filter.durationMillis());
    conditions.equal("c.outcome", filter.outcome());
    conditions.equal("c.cause", filter.cause());
    conditions.equal("c.callId", filter.callId());
    conditions.equal("c.policyVersion", filter.policyVersion());
    conditions.node("c.callUid", filter.node());
    filter.gateway().ifPresent(host -> gateway(conditions, host));
    if (hidden > 0) {
      filter.caller().ifPresent(match -> longer(conditions, "c.caller", match.text(), hidden));
      filter.callee().ifPresent(match -> longer(conditions, "c.callee", match.text(), hidden));
    }
    conditions.olderThan("c.invited", "c.callUid", after);
    return conditions;
  }

  private static void longer(Conditions conditions, String attribute, String text, int more) {
    conditions.add("length(" + attribute + ") >= " + conditions.parameter(text.length() + more));
  }

  private static void gateway(Conditions conditions, String host) {
    conditions.add(
        "exists (select a from CallAttempt a where a.callUid = c.callUid and ("
            + "locate("
            + conditions.parameter("@" + host + ":")
            + ", concat(a.target, ':')) > 0 or locate("
            + conditions.parameter("@" + host + ";")
            + ", a.target) > 0 or locate("
            + conditions.parameter("sip:" + host + ":")
            + ", concat(a.target, ':')) = 1 or locate("
            + conditions.parameter("sip:" + host + ";")
            + ", a.target) = 1))");
  }
}
