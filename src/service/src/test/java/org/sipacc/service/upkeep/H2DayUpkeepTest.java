package org.sipacc.service.upkeep;

import org.sipacc.persistence.testing.DatabaseServers;

class H2DayUpkeepTest extends DayUpkeepCases {
  H2DayUpkeepTest() {
    super(DatabaseServers::h2);
  }
}
