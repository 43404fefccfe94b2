package org.sipacc.persistence.testing;

import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Tests that run on a server of their own, each test in a database of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnEachDatabase {
  private final Supplier<DatabaseServer> starts;
  private DatabaseServer server;

  /** The database of the running test; empty at its beginning. */
  protected TestDatabase database;

  protected OnEachDatabase(Supplier<DatabaseServer> starts) {
    this.starts = starts;
  }

  @BeforeAll
  void startServer() {
    server = starts.get();
  }

  @BeforeEach
  void makeDatabase() {
    database = server.newDatabase();
  }

  /** The server, for tests that stop it. */
  protected final DatabaseServer server() {
    return server;
  }

  @AfterAll
  void closeServer() {
    server.close();
  }
}
