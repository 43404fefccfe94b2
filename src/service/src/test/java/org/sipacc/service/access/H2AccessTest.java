package org.sipacc.service.access;

import org.sipacc.persistence.testing.DatabaseServers;

class H2AccessTest extends AccessCases {
  H2AccessTest() {
    super(DatabaseServers::h2);
  }
}
