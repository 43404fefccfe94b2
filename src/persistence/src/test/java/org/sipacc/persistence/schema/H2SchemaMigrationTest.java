package org.sipacc.persistence.schema;

import org.sipacc.persistence.testing.DatabaseServers;

class H2SchemaMigrationTest extends SchemaMigrationCases {
  H2SchemaMigrationTest() {
    super(DatabaseServers::h2);
  }
}
