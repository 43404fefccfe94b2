package org.sipacc.persistence.search;

import org.sipacc.persistence.testing.DatabaseServers;

class H2SearchTest extends SearchCases {
  H2SearchTest() {
    super(DatabaseServers::h2);
  }
}
