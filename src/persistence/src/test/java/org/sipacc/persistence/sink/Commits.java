package org.sipacc.persistence.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source on whose connections the next commit goes wrong. */
final class Commits {
  private enum Fate {
    WORKS,
    /** The database commits, the answer is lost. */
    ANSWER_LOST,
    /** The connection breaks before the database commits. */
    REFUSED
  }

  private final DataSource real;
  private Fate next = Fate.WORKS;

  Commits(DataSource real) {
    this.real = real;
  }

  void loseNextAnswer() {
    next = Fate.ANSWER_LOST;
  }

  void refuseNext() {
    next = Fate.REFUSED;
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            Commits.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Object result = invoke(real, method, arguments);
              return result instanceof Connection connection ? watched(connection) : result;
            });
  }

  private Connection watched(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Commits.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit") && next != Fate.WORKS) {
                Fate fate = next;
                next = Fate.WORKS;
                if (fate == Fate.ANSWER_LOST) {
                  connection.commit();
                }
                connection.close();
                throw new SQLException("the connection broke", "08006");
              }
              return invoke(connection, method, arguments);
            });
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
