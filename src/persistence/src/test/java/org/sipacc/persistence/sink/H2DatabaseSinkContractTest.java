package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class H2DatabaseSinkContractTest extends DatabaseSinkContract {
  H2DatabaseSinkContractTest() {
    super(DatabaseServers::h2);
  }
}
