package org.sipacc.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallJsonTest {
  @Test
  void aRingingCallHasNoAnswerAndNoEnd() {
    assertThat(CallJson.of(TestCalls.RINGING))
        .hasToString(
            """
            {"id":"1a2b","uid":"01hq","callid":"c1@example","from_tag":"ft1","to_tag":"",\
            "from_uri":"sip:alice@example","to_uri":"sip:bob@example",\
            "request_uri":"sip:bob@192.0.2.9","source":"udp:192.0.2.1:5060",\
            "user_agent":"phone \\"7\\"\\r\\n","targets":["sip:bob@192.0.2.9:5070"],\
            "state":"early","state_number":2,"policy":"0a533137e560",\
            "accounted":["db:cdr|missed"],"invited":"2026-03-01T12:00:00.250Z","answered":null,\
            "expires":null,"lifetime_seconds":43200,"flags":["bye-on-timeout"],\
            "profiles":{"active":"","caller":"alice"},"values":{"k":"v"}}""");
  }
}
