package org.sipacc.persistence.sink;

import java.util.List;
import org.sipacc.persistence.testing.DatabaseServers;

class MariaDbDatabaseSinkIT extends DatabaseSinkCases {
  MariaDbDatabaseSinkIT() {
    super(DatabaseServers::mariadb);
  }

  @Override
  List<String> refusingTrigger() {
    return List.of(
        """
        create trigger refuse before insert on acc for each row begin
          if new.callid = 'call-2' then
            signal sqlstate '45000' set message_text = 'not this one';
          end if;
        end
        """);
  }
}
