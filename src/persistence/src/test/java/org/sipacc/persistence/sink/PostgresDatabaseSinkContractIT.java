package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresDatabaseSinkContractIT extends DatabaseSinkContract {
  PostgresDatabaseSinkContractIT() {
    super(DatabaseServers::postgresql);
  }
}
