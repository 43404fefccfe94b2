package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbRollupIT extends RollupCases {
  MariaDbRollupIT() {
    super(DatabaseServers::mariadb);
  }
}
