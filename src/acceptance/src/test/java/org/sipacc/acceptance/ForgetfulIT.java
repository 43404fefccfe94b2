package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** A server whose {@code db_mode} is 0. */
@Isolated("the server is started twice: the scenarios with a stopwatch need the processors")
@ExtendWith(SipFlowExtension.class)
class ForgetfulIT {
  @Test
  @DisplayName("F06 with db_mode 0 a BYE after a kill is passed on, and gives no CDR")
  void f06(SipFlow flow) {
    Settings settings = Settings.of("forgetful", Repository.testResource("forgetful"));
    Conversation forgotten;
    SipaccServer killed = SipaccServer.start(settings);
    try {
      forgotten = Conversation.invited(flow, killed, "f06").rings().answered();
    } finally {
      killed.kill();
    }
    try (SipaccServer server = SipaccServer.restart(settings)) {
      forgotten.callerHangsUp();
      Conversation later =
          Conversation.invited(flow, server, "f06").rings().answered().callerHangsUp();

      assertThat(server.recordsOf(later.callId()).acc()).hasSize(1);
      assertThat(server.records().ofCall("acc", forgotten.callId())).isEmpty();
      assertThat(server.records().ofCall("calls", forgotten.callId())).isEmpty();
    }
  }
}
