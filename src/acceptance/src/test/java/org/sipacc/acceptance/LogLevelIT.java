package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.LoggedServer;
import org.sipacc.accounting.Backend;

/** A server that logs less than its accounting lines. */
@ExtendWith(SipFlowExtension.class)
class LogLevelIT {
  @Test
  @DisplayName("O03 with log_level above the server's own there is no line")
  void o03(SipFlow flow) {
    try (LoggedServer both =
        LoggedServer.start("log", "udp", "core: {log_level: 2}", "acc: {log_level: 3}")) {
      Conversation talk =
          Conversation.invited(flow, both.server(), "e02").rings().answered().callerHangsUp();

      both.server().recordsOf(talk.callId());
      String callId = talk.callId();

      assertThat(both.server().journalled(Backend.LOG, callId)).hasSize(1);
      both.server().close();
      both.syslog().receive("<29>Nov 14 22:14:26 sipacc: the last of all");
      assertThat(both.syslog().lines("")).singleElement().asString().endsWith("the last of all");
    }
  }
}
