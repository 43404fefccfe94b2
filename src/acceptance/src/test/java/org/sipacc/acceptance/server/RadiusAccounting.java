package org.sipacc.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** A server and the RADIUS server that it accounts to. */
public record RadiusAccounting(SipaccServer server, FreeRadius radius) implements AutoCloseable {
  /**
   * Starts the server beside a RADIUS server, which is closed if it fails.
   *
   * @param config a directory among the test resources, whose files leave the RADIUS server's
   *     address and secret open; beside them comes a file {@code secret}
   */
  public static RadiusAccounting start(String config, String name, FreeRadius radius) {
    try {
      Path filled =
          FilledConfiguration.of(
              config,
              Map.of("RADIUS_SERVER", radius.address(), "RADIUS_SECRET", FreeRadius.SECRET));
      Files.writeString(filled.resolve("secret"), FreeRadius.SECRET + "\n");
      return new RadiusAccounting(SipaccServer.start(Settings.of(name, filled)), radius);
    } catch (IOException e) {
      radius.close();
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      radius.close();
      throw e;
    }
  }

  /** All requests of a call: a later one of another call shows that none is on its way. */
  public List<RadiusRequest> requestsOf(String callId) {
    settle();
    return radius.requests(callId);
  }

  /** Waits until every request so far has come. */
  public void settle() {
    try (SipFlow flow = new SipFlow("settle")) {
      Sent message =
          flow.udp("alice").draft("MESSAGE", server.sip(), "sip:settle@127.0.0.1").send();
      message.expect(200);
      radius.awaitRequests(message.request().callId(), 1);
    }
  }

  @Override
  public void close() {
    server.close();
    radius.close();
  }
}
