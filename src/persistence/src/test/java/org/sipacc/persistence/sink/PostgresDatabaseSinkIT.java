package org.sipacc.persistence.sink;

import java.util.List;
import org.sipacc.persistence.testing.DatabaseServers;

class PostgresDatabaseSinkIT extends DatabaseSinkCases {
  PostgresDatabaseSinkIT() {
    super(DatabaseServers::postgresql);
  }

  @Override
  List<String> refusingTrigger() {
    return List.of(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.callid = 'call-2' then raise exception 'not this one'; end if;
          return new;
        end
        $$
        """,
        "create trigger refuse before insert on acc for each row execute function refuse()");
  }
}
