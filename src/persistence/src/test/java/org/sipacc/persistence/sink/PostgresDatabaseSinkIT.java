package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresDatabaseSinkIT extends DatabaseSinkCases {
  PostgresDatabaseSinkIT() {
    super(DatabaseServers::postgresql);
  }
}
