package org.sipacc.service.upkeep;

import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbDayUpkeepIT extends DayUpkeepCases {
  MariaDbDayUpkeepIT() {
    super(DatabaseServers::mariadb);
  }
}
