package org.sipacc.persistence.retention;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresNumberErasureIT extends NumberErasureCases {
  PostgresNumberErasureIT() {
    super(DatabaseServers::postgresql);
  }
}
