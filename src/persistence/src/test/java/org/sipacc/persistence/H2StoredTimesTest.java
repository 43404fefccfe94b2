package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;

class H2StoredTimesTest extends StoredTimesCases {
  H2StoredTimesTest() {
    super(DatabaseServers::h2);
  }
}
