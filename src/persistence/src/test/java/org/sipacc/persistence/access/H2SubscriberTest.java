package org.sipacc.persistence.access;

import org.sipacc.persistence.testing.DatabaseServers;

class H2SubscriberTest extends SubscriberCases {
  H2SubscriberTest() {
    super(DatabaseServers::h2);
  }
}
