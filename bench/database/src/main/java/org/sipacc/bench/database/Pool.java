package org.sipacc.bench.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/** Connections that are used again, as a container's pool does; for one thread. */
public final class Pool implements AutoCloseable {
  private final DataSource real;
  private final Deque<Connection> idle = new ArrayDeque<>();

  public Pool(DataSource real) {
    this.real = real;
  }

  public DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                    ? lent(idle.isEmpty() ? real.getConnection() : idle.pop())
                    : invoke(real, method, arguments));
  }

  private Connection lent(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("close")) {
                return invoke(connection, method, arguments);
              }
              connection.setAutoCommit(true);
              idle.push(connection);
              return null;
            });
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : idle) {
      connection.close();
    }
  }
}
