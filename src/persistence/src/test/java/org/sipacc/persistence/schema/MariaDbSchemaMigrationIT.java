package org.sipacc.persistence.schema;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbSchemaMigrationIT extends SchemaMigrationCases {
  MariaDbSchemaMigrationIT() {
    super(DatabaseServers::mariadb);
  }
}
