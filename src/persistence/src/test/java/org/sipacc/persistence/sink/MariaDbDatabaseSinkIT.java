package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbDatabaseSinkIT extends DatabaseSinkCases {
  MariaDbDatabaseSinkIT() {
    super(DatabaseServers::mariadb);
  }
}
