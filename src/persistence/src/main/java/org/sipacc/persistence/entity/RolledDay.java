package org.sipacc.persistence.entity;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import javax.persistence.Version;
import org.sipacc.accounting.report.Grouping;

/** How many of the calls that a node's journal brought in a day are in the roll-ups. */
@Entity
@Access(AccessType.FIELD)
@IdClass(RolledDay.Key.class)
@Table(name = "rolled_days")
public class RolledDay {
  @Id
  @Column(name = "entry_day")
  private String entryDay;

  @Id
  @Column(name = "node")
  private int node;

  @Id
  @Column(name = "epoch")
  private int epoch;

  @Column(name = "entries")
  private long entries;

  @Column(name = "last_record_id")
  private String lastRecordId = "";

  @Column(name = "recounted")
  private long recounted;

  @Column(name = "left_out")
  private String leftOut = "";

  @Version
  @Column(name = "version")
  private long version;

  /** For JPA. */
  protected RolledDay() {}

  /** One of which nothing is rolled up. */
  public RolledDay(Key key) {
    this.entryDay = key.entryDay;
    this.node = key.node;
    this.epoch = key.epoch;
  }

  public Key key() {
    return new Key(entryDay, node, epoch);
  }

  public String entryDay() {
    return entryDay;
  }

  public int node() {
    return node;
  }

  public int epoch() {
    return epoch;
  }

  /** How many calls are rolled up. */
  public long entries() {
    return entries;
  }

  /** The id of the last entry that is; "" if none is. */
  public String lastRecordId() {
    return lastRecordId;
  }

  /** How many calls the totals counted when all calls that are there had last been gone through. */
  public long recounted() {
    return recounted;
  }

  /** Groupings that have too many groups for roll-ups. */
  public Set<Grouping> leftOut() {
    return Stream.of(leftOut.split(" "))
        .filter(word -> !word.isEmpty())
        .map(word -> Grouping.valueOf(word.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Grouping.class)));
  }

  /** Changes with each change. */
  public long version() {
    return version;
  }

  /** More calls were rolled up. */
  public void advance(long calls, String last, Set<Grouping> without) {
    entries += calls;
    lastRecordId = last;
    leftOut =
        without.stream()
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
  }

  /**
   * Nothing is rolled up any more, and all calls are about to be gone through.
   *
   * @param counted how many the totals count
   */
  public void recount(long counted) {
    entries = 0;
    lastRecordId = "";
    leftOut = "";
    recounted = counted;
  }

  /**
   * What is rolled up stays, though it is not all.
   *
   * @param counted how many calls the totals count
   */
  public void leave(long counted) {
    recounted = counted;
  }

  /** The columns of the primary key, for JPA. */
  public static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    private String entryDay;
    private int node;
    private int epoch;

    /** For JPA. */
    public Key() {}

    /**
     * @param entryDay of the entries' ids, in UTC: {@code 2026-03-01}
     */
    public Key(String entryDay, int node, int epoch) {
      this.entryDay = entryDay;
      this.node = node;
      this.epoch = epoch;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.node == node
          && key.epoch == epoch
          && Objects.equals(key.entryDay, entryDay);
    }

    @Override
    public int hashCode() {
      return Objects.hash(entryDay, node, epoch);
    }
  }
}
