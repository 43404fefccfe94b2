package org.sipacc.persistence.schema;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresSchemaMigrationIT extends SchemaMigrationCases {
  PostgresSchemaMigrationIT() {
    super(DatabaseServers::postgresql);
  }
}
