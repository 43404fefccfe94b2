package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbReportsIT extends ReportsCases {
  MariaDbReportsIT() {
    super(DatabaseServers::mariadb);
  }

  @Override
  String millis(String from, String to) {
    return "timestampdiff(microsecond, " + from + ", " + to + ") / 1000";
  }
}
