package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresStoredTimesIT extends StoredTimesCases {
  PostgresStoredTimesIT() {
    super(DatabaseServers::postgresql);
  }
}
