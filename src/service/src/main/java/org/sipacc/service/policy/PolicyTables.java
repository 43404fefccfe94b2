package org.sipacc.service.policy;

import org.sipacc.accounting.policy.Policy;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaUnavailableException;

/** Sees to it that records of a policy have a table to go to. */
@FunctionalInterface
public interface PolicyTables {
  /**
   * Makes the tables that the policy names and the database lacks, and checks those it has.
   *
   * @throws SchemaUnavailableException if the database cannot be reached
   * @throws SchemaException if it refuses, or a table lacks columns; the message says which
   */
  void prepare(Policy policy) throws SchemaException, SchemaUnavailableException;
}
