package org.sipacc.persistence.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.h2.api.Trigger;
import org.sipacc.persistence.testing.DatabaseServers;

class H2DatabaseSinkTest extends DatabaseSinkCases {
  H2DatabaseSinkTest() {
    super(DatabaseServers::h2);
  }

  @Override
  List<String> refusingTrigger() {
    return List.of(
        "create trigger refuse before insert on acc for each row call '%s'"
            .formatted(Refusing.class.getName()));
  }

  /** Called by H2. */
  public static final class Refusing implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
      if (Arrays.asList(after).contains("call-2")) {
        throw new SQLException("not this one", "45000");
      }
    }
  }
}
