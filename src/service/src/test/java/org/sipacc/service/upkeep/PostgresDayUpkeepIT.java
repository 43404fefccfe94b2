package org.sipacc.service.upkeep;

import org.sipacc.persistence.testing.DatabaseServers;

class PostgresDayUpkeepIT extends DayUpkeepCases {
  PostgresDayUpkeepIT() {
    super(DatabaseServers::postgresql);
  }
}
