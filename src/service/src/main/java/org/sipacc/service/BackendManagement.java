package org.sipacc.service;

import java.util.List;
import java.util.Optional;
import org.sipacc.delivery.BackendStatus;
import org.sipacc.delivery.Delivery;
import org.sipacc.delivery.Redelivery;
import org.sipacc.delivery.SinkUnavailableException;
import org.sipacc.persistence.AccountingPersistence;

/** What a person sees of the backends, and does about what they did not take. */
public final class BackendManagement {
  private final Delivery delivery;
  private final RecordLedger ledger;

  /**
   * @param persistence the database that confirms what was delivered; empty if there is none
   */
  public BackendManagement(Delivery delivery, Optional<AccountingPersistence> persistence) {
    this.delivery = delivery;
    this.ledger = new RecordLedger(delivery.ledger(), persistence);
  }

  /** How each backend stands. */
  public List<BackendStatus> all() {
    return delivery.backends();
  }

  /**
   * Asks a backend whether it can be delivered to; it gets no record.
   *
   * @return false if there is none of that name
   * @throws SinkUnavailableException if it cannot
   */
  public boolean test(String name) throws SinkUnavailableException, InterruptedException {
    return delivery.test(name);
  }

  /** The records that backends refused for good. */
  public Redelivery deadLetters() {
    return delivery.redelivery();
  }

  /** Where each record stands. */
  public RecordLedger ledger() {
    return ledger;
  }
}
