package org.sipacc.service.access;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbAccessIT extends AccessCases {
  MariaDbAccessIT() {
    super(DatabaseServers::mariadb);
  }
}
