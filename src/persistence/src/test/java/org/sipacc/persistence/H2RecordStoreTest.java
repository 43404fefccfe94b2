package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class H2RecordStoreTest extends RecordStoreCases {
  H2RecordStoreTest() {
    super(DatabaseServers::h2);
  }
}
