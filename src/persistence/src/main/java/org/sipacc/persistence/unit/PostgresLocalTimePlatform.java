package org.sipacc.persistence.unit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** PostgreSQL with {@link LocalTimes}. Made by EclipseLink, by name. */
public final class PostgresLocalTimePlatform extends PostgreSQLPlatform {
  private static final long serialVersionUID = 1L;

  @Override
  public void setParameterValueInDatabaseCall(
      Object parameter, PreparedStatement statement, int index, AbstractSession session)
      throws SQLException {
    if (!LocalTimes.bind(parameter, statement, index)) {
      super.setParameterValueInDatabaseCall(parameter, statement, index, session);
    }
  }

  @Override
  public Object getObjectFromResultSet(
      ResultSet result, int column, int type, AbstractSession session) throws SQLException {
    Optional<Object> time = LocalTimes.read(result, column, type);
    return time.isPresent()
        ? time.get()
        : super.getObjectFromResultSet(result, column, type, session);
  }
}
