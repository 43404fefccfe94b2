package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbStoredTimesIT extends StoredTimesCases {
  MariaDbStoredTimesIT() {
    super(DatabaseServers::mariadb);
  }
}
