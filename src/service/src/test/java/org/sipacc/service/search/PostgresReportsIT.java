package org.sipacc.service.search;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresReportsIT extends ReportsCases {
  PostgresReportsIT() {
    super(DatabaseServers::postgresql);
  }

  @Override
  String millis(String from, String to) {
    return "extract(epoch from (" + to + " - " + from + ")) * 1000";
  }
}
