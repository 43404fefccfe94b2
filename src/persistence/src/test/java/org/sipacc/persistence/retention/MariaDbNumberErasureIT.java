package org.sipacc.persistence.retention;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbNumberErasureIT extends NumberErasureCases {
  MariaDbNumberErasureIT() {
    super(DatabaseServers::mariadb);
  }
}
