package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeIT {

  @Test
  void anEarIsDeployed(@TempDir Path base) throws Exception {
    try (TestServer server = new TestServer(base)) {
      TestArchives.ear(server.apps().resolve("app.ear"), TestArchives.SIP_XML);
      int port = TestServer.freePort("127.0.0.1");
      server.property("sipacc.sip.listen", "udp:127.0.0.1:" + port + ",tcp:127.0.0.1:" + port);
      try {
        server.start();
        assertThat(server.get("/app/journal").body()).contains("init green sweet cdi true true");
      } finally {
        System.err.println("JOURNAL " + server.get("/app/journal").body());
        System.err.println(server.stop());
        System.err.println(server.log());
        System.err.println("OUT: " + server.stdout() + "\nERR: " + server.stderr());
      }
    }
  }
}
