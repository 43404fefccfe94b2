package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

class PostgresRuntimeRightsIT extends RuntimeRightsCases {
  PostgresRuntimeRightsIT() {
    super(DatabaseServers::postgresql);
  }

  @Override
  protected TestDatabase withoutMoreRights() {
    if (database.texts("select 1 from pg_roles where rolname = 'limited'").isEmpty()) {
      database.execute("create user limited password 'limited'");
    }
    database.execute(
        "grant usage on schema public to limited",
        "grant select, insert, update on all tables in schema public to limited",
        "grant usage on all sequences in schema public to limited");
    return database.as("limited", "limited");
  }
}
