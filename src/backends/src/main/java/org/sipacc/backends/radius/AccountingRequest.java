package org.sipacc.backends.radius;

import java.util.List;
import org.aaa4j.radius.core.attribute.Attribute;
import org.sipacc.accounting.TimeOrderedId;

/**
 * An Accounting-Request before it has an identifier and an authenticator.
 *
 * @param id the record's
 */
record AccountingRequest(TimeOrderedId id, List<Attribute<?>> attributes) {
  AccountingRequest {
    attributes = List.copyOf(attributes);
  }
}
