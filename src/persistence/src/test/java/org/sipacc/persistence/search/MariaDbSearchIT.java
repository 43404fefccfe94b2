package org.sipacc.persistence.search;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbSearchIT extends SearchCases {
  MariaDbSearchIT() {
    super(DatabaseServers::mariadb);
  }
}
