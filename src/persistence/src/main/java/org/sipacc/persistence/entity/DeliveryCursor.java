package org.sipacc.persistence.entity;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Access;
import javax.persistence.AccessType;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.sipacc.journal.JournalPosition;

/** How far a journal's entries have been stored in this database. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "delivery_cursor")
public class DeliveryCursor {
  @Id
  @Column(name = "journal")
  private String journal;

  @Column(name = "epoch")
  private int epoch;

  @Column(name = "sequence")
  private long sequence;

  @Column(name = "updated")
  private Instant updated;

  /** For JPA. */
  protected DeliveryCursor() {}

  /** A cursor that stands at a position. */
  public DeliveryCursor(UUID journal, JournalPosition position, Instant updated) {
    this.journal = journal.toString();
    this.epoch = position.epoch();
    this.sequence = position.sequence();
    this.updated = updated;
  }

  /** Where it stands. */
  public JournalPosition position() {
    return new JournalPosition(epoch, sequence);
  }

  /** When it was moved last, by the clock of the node that did it. */
  public Instant updated() {
    return updated;
  }
}
