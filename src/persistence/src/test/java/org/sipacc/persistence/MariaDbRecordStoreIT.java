package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbRecordStoreIT extends RecordStoreCases {
  MariaDbRecordStoreIT() {
    super(DatabaseServers::mariadb);
  }
}
