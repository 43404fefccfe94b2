package org.sipacc.persistence.sink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source that can be out of reach. */
final class Outages {
  private final DataSource real;
  private boolean out;

  Outages(DataSource real) {
    this.real = real;
  }

  void begin() {
    out = true;
  }

  void end() {
    out = false;
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            Outages.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (out) {
                throw new SQLException("Connection refused", "08001");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
