package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class H2StoredRowsTest extends StoredRowsCases {
  H2StoredRowsTest() {
    super(DatabaseServers::h2);
  }
}
