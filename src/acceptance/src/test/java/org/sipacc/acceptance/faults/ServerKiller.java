package org.sipacc.acceptance.faults;

import java.time.Duration;
import java.util.Random;
import org.sipacc.acceptance.server.SipaccServer;

/** Kills a server again and again, and starts it anew on what it left. */
final class ServerKiller {
  private static final int SHORTEST_LIFE_MILLIS = 3_000;
  private static final int LONGEST_LIFE_MILLIS = 6_000;

  private final Random random;

  /**
   * @param seed chooses the moments
   */
  ServerKiller(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Lets it live for some seconds each time.
   *
   * @param run told just before each end, and after each return
   * @return the server that runs in the end
   */
  SipaccServer kill(SipaccServer first, int times, FaultRun run) {
    SipaccServer server = first;
    for (int i = 0; i < times; i++) {
      int life = random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS);
      FaultRun.pass(Duration.ofMillis(life));
      ProcessHandle process = ProcessHandle.of(server.process().pid()).orElseThrow();
      run.serverDies();
      process.destroyForcibly();
      process.onExit().join();
      server.close();
      server = SipaccServer.restart(server.settings());
      run.serverReturns();
    }
    return server;
  }
}
