package org.sipacc.persistence.retention;

import org.sipacc.persistence.testing.DatabaseServers;

class H2NumberErasureTest extends NumberErasureCases {
  H2NumberErasureTest() {
    super(DatabaseServers::h2);
  }
}
