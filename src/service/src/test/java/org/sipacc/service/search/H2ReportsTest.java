package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class H2ReportsTest extends ReportsCases {
  H2ReportsTest() {
    super(DatabaseServers::h2);
  }

  @Override
  String millis(String from, String to) {
    return "datediff('MILLISECOND', " + from + ", " + to + ")";
  }
}
