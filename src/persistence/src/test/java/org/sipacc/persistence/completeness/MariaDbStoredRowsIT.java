package org.sipacc.persistence.completeness;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbStoredRowsIT extends StoredRowsCases {
  MariaDbStoredRowsIT() {
    super(DatabaseServers::mariadb);
  }
}
