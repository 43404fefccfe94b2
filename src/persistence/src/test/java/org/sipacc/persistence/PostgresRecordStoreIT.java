package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresRecordStoreIT extends RecordStoreCases {
  PostgresRecordStoreIT() {
    super(DatabaseServers::postgresql);
  }
}
