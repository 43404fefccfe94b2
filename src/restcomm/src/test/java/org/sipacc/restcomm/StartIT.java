package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.UdpPeer;

/** What stops a start or a deployment, and what the server answers then. */
class StartIT {

  private static final String HOST = "127.0.0.1";

  /** Less than what an open call would hold the stop up, with room for a slow machine. */
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  @TempDir Path base;

  private static UdpPeer peer(int port) throws IOException {
    return new UdpPeer(HOST, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void aTakenPortStopsTheStartAndIsNamed() throws Exception {
    int port = TestServer.freePort(HOST);
    try (TestServer server = new TestServer(base);
        DatagramSocket holder =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      server.property(ListenAddress.PROPERTY, "udp:" + HOST + ":" + port).launch();
      assertThat(server.waitForExit()).isNotZero();
      assertThat(holder.isBound()).isTrue();
      assertThat(server.stderr()).contains("udp:" + HOST + ":" + port).hasLineCount(1);
      assertThat(server.stdout()).isEmpty();
    }
  }

  @Test
  void aBrokenSipXmlStopsThatApplicationAndIsNamed() throws Exception {
    int port = TestServer.freePort(HOST);
    try (TestServer server = new TestServer(base);
        Peer caller = peer(port)) {
      server.property(ListenAddress.PROPERTY, "udp:" + HOST + ":" + port);
      TestArchives.ear(
          server.apps().resolve("app.ear"),
          TestArchives.SIP_XML.replace("session-timeout>", "session-timeoutt>"));
      server.start();
      assertThat(server.stderr())
          .contains("sip.xml line 14: <session-timeoutt> is not known inside <session-config>")
          .doesNotContain("\tat ");
      assertThat(server.get("/app/journal").statusCode()).isEqualTo(404);
      caller.send(caller.request("INVITE", "sip:nobody@127.0.0.1:9"));
      assertThat(caller.expectFinal("INVITE").status()).isEqualTo(503);
      assertThat(server.stop()).isLessThan(STOPS_WITHIN);
    }
  }

  @Test
  void whatTheDarFileGivesToNobodyGets404AndUnknownDialogsTheConfiguredAnswer() throws Exception {
    int port = TestServer.freePort(HOST);
    Path dar = base.resolve("dar.properties");
    try (TestServer server = new TestServer(base);
        Peer caller = peer(port);
        Peer callee = peer(port)) {
      server
          .property(ListenAddress.PROPERTY, "udp:" + HOST + ":" + port)
          .property("sipacc.sip.unknown-dialog-reply", "404 Not here")
          .property("javax.servlet.sip.dar", dar.toUri().toString());
      Files.writeString(
          dar, "INVITE: (\"testapp\", \"DAR:From\", \"ORIGINATING\", \"\", \"NO_ROUTE\", \"0\")\n");
      TestArchives.ear(server.apps().resolve("app.ear"), TestArchives.SIP_XML);
      server.start();
      caller.send(caller.request("OPTIONS", Peer.uriOf(callee.contact())));
      assertThat(caller.expectFinal("OPTIONS").status()).isEqualTo(404);
      assertThat(callee.getsNo("OPTIONS", Duration.ofMillis(500))).isTrue();
      caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
      callee.expectRequest("INVITE");
      SipMessage bye =
          caller
              .request("BYE", Peer.uriOf(callee.contact()))
              .withOnly("To", "<sip:callee@example.org>;tag=none");
      caller.send(bye);
      assertThat(caller.expectFinal("BYE").startLine()).isEqualTo("SIP/2.0 404 Not here");
      assertThat(server.stop()).isLessThan(STOPS_WITHIN);
      assertThat(server.stdout()).isEmpty();
    }
  }
}
