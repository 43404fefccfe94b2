package org.sipacc.persistence.sink;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbStoppedServerIT extends StoppedServerCases {
  MariaDbStoppedServerIT() {
    super(DatabaseServers::mariadb);
  }
}
