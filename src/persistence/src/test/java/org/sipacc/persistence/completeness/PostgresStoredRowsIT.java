package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresStoredRowsIT extends StoredRowsCases {
  PostgresStoredRowsIT() {
    super(DatabaseServers::postgresql);
  }
}
