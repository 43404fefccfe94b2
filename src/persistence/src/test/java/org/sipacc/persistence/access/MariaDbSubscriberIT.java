package org.sipacc.persistence.access;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbSubscriberIT extends SubscriberCases {
  MariaDbSubscriberIT() {
    super(DatabaseServers::mariadb);
  }
}
