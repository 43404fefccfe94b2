package org.sipacc.persistence;

import org.sipacc.persistence.testing.DatabaseServers;
import org.sipacc.persistence.testing.TestDatabase;

class MariaDbRuntimeRightsIT extends RuntimeRightsCases {
  MariaDbRuntimeRightsIT() {
    super(DatabaseServers::mariadb);
  }

  @Override
  protected TestDatabase withoutMoreRights() {
    String name = database.texts("select database()").get(0);
    database.execute(
        "create user if not exists 'limited'@'%' identified by 'limited'",
        "grant select, insert, update on " + name + ".* to 'limited'@'%'");
    return database.as("limited", "limited");
  }
}
