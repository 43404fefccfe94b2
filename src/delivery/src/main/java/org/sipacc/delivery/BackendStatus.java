package org.sipacc.delivery;

import java.util.List;

/**
 * A backend with what it did not get.
 *
 * @param required whether the journal waits for it
 * @param deadLetters how many wait for a person
 * @param gaps what it has to do without, oldest first
 */
public record BackendStatus(
    DelivererStatus delivery, boolean required, int deadLetters, List<Gap> gaps) {
  /** Where its cursor stands, as in {@code 0:1234}; "" if that is not known. */
  public String cursor() {
    return delivery.position().map(Object::toString).orElse("");
  }
}
