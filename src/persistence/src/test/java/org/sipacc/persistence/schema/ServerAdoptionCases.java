package org.sipacc.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipacc.persistence.testing.DatabaseServer;

/**
 * Besides, taking tables over on a database server, which an OpenSIPS can write to meanwhile. The
 * embedded H2 has no other writers, and does not bear them while it alters a table.
 */
abstract class ServerAdoptionCases extends AdoptionCases {
  ServerAdoptionCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @Test
  void openSipsWritesWhileItsTableIsTakenOver() throws Exception {
    OpenSipsTables.present(database);
    OpenSipsTables.write(database, "acc", "first");
    AtomicBoolean adopted = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch writing = new CountDownLatch(20);
    Thread openSips =
        new Thread(
            () -> {
              try {
                for (int call = 0; !adopted.get() || writing.getCount() > 0; call++) {
                  OpenSipsTables.write(database, "acc", "call-" + call);
                  writing.countDown();
                }
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    openSips.start();
    try {
      assertThat(writing.await(60, TimeUnit.SECONDS)).isTrue();
      adopt();
    } finally {
      adopted.set(true);
      openSips.join(60_000);
    }
    assertThat(failure.get()).isNull();
    assertEveryRowHasAnIdOfItsOwn("acc", database.count("acc"));
  }
}
