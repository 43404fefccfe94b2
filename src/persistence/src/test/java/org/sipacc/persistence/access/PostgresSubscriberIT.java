package org.sipacc.persistence.access;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresSubscriberIT extends SubscriberCases {
  PostgresSubscriberIT() {
    super(DatabaseServers::postgresql);
  }
}
