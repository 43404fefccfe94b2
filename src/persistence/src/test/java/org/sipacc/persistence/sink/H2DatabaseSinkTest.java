package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class H2DatabaseSinkTest extends DatabaseSinkCases {
  H2DatabaseSinkTest() {
    super(DatabaseServers::h2);
  }
}
