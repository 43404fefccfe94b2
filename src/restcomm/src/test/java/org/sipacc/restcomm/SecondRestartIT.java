package org.sipacc.restcomm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.restcomm.ua.Peer;
import org.sipacc.restcomm.ua.SipMessage;
import org.sipacc.restcomm.ua.UdpPeer;

/** A request that was on its way when the server was killed once more. */
class SecondRestartIT {

  private static final String HOST = "127.0.0.1";

  @TempDir Path base;

  private static UdpPeer peer(int port) throws IOException {
    return new UdpPeer(HOST, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Test
  void aByeSentOnBeforeIsAnsweredAfterwardsAndItsCopyHasTheSameBranch() throws Exception {
    int port = TestServer.freePort(HOST);
    try (TestServer server = new TestServer(base);
        Peer caller = peer(port);
        Peer callee = peer(port)) {
      server
          .property(ListenAddress.PROPERTY, "udp:" + HOST + ":" + port)
          .property("sipacc.data", base.resolve("data").toString());
      TestArchives.ear(
          server.apps().resolve("app.ear"),
          TestArchives.SIP_XML.replace(".ProxyServlet<", ".OrphanServlet<"));
      server.start();
      caller.send(caller.request("INVITE", Peer.uriOf(callee.contact())));
      SipMessage invite = callee.expectRequest("INVITE");
      callee.send(invite.reply(200, "OK", "c1").with("Contact", callee.contact()));
      SipMessage ok = caller.expectResponse(200, "INVITE");
      caller.send(caller.ack(ok));
      callee.expectRequest("ACK");
      server.kill();
      server.start();
      SipMessage sent = caller.inDialog("BYE", ok, 2);
      caller.send(sent);
      SipMessage bye = callee.expectRequest("BYE");
      server.kill();
      server.start();
      callee.send(bye.reply(200, "OK", ""));
      assertThat(caller.expectResponse(200, "BYE").headers("Via")).hasSize(1);
      caller.send(sent.with("X-Copy", "2"));
      assertThat(callee.expectRequest("BYE").header("Via")).isEqualTo(bye.header("Via"));
    }
  }
}
