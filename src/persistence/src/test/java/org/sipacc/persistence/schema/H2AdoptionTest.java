package org.sipacc.persistence.schema;

import org.sipacc.persistence.testing.DatabaseServers;

class H2AdoptionTest extends AdoptionCases {
  H2AdoptionTest() {
    super(DatabaseServers::h2);
  }
}
