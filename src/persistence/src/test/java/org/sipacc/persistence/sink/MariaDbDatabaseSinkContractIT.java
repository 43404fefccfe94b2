package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbDatabaseSinkContractIT extends DatabaseSinkContract {
  MariaDbDatabaseSinkContractIT() {
    super(DatabaseServers::mariadb);
  }
}
