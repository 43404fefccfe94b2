package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.variable.TestMessage;

class RoutingActionsTest {
  private final RecordingHost host =
      new RecordingHost(TestMessage.request("INVITE", "sip:+4012@gw.example"));
  private final TestMessage moved = TestMessage.reply("INVITE", 302, "Moved Temporarily");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relay: {fr_timeout: 5} | relay []PARALLEL fr 5",
        "relay: {to: sip:gw, fr_inv_timeout: 60, delay: 2} | relay [sip:gw]PARALLEL fr_inv 60 delay"
            + " 2",
        "relay: {mode: serial, delay: 0} | relay []SERIAL",
        "reply: {code: 403, stateless: true} | reply 403 Forbidden stateless",
        "reply: {code: 403, stateless: false} | reply 403 Forbidden",
      })
  void argumentsAreHandedToTheHost(String action, String expected) {
    run(Hook.REQUEST, "request: [{do: [{" + action + "}]}]");

    assertThat(host.done).containsExactly(expected);
  }

  @Test
  void aRedirectIsFollowedInTheOrderOfPreference() {
    host.reply =
        Optional.of(
            moved
                .with("Contact", "<sip:c@gw.example.com>;q=0.3, \"x, y\" <sip:a@10.1.2.3:5070>")
                .with("Contact", "<sip:b@a.b.example.org;transport=tcp>;q=0.7, <sip:d@10.0.0.9>"));

    followed(
        "{allow: ['10.0.0.0/8', gw.example.com, '*.example.org']}",
        "relay [sip:a@10.1.2.3:5070, sip:d@10.0.0.9, sip:b@a.b.example.org;transport=tcp]SERIAL");
  }

  @Test
  void asManyAreTriedAsAreAllowedToBe() {
    host.reply =
        Optional.of(moved.with("Contact", "<sip:a@h1.x.org>, <sip:a@H1.x.org.>, <sip:b@h2.x.org>"));

    followed(
        "{allow: '*.x.org', mode: parallel, most: 2}",
        "relay [sip:a@h1.x.org, sip:a@H1.x.org.]PARALLEL");
  }

  @Test
  void whatIsNotAllowedIsLeftOut() {
    host.reply =
        Optional.of(
            moved.with(
                "Contact",
                "<sip:a@example.org>, <sip:b@evil.example>, <tel:+4930>, <sip:c@[2001:db8::7]:5062>,"
                    + " <sip:d@gw.example.com.evil.example>, *, <sip:e@xexample.org>, <mailto:x@y>"));

    followed(
        "{allow: ['*.example.org', gw.example.com, '2001:db8::/32']}",
        "relay [sip:c@[2001:db8::7]:5062]SERIAL");
  }

  @Test
  void theHeadersOfAContactDoNotComeAlong() {
    host.reply =
        Optional.of(moved.with("Contact", "<sip:a?b@gw.example.com?Route=%3Csip:evil%3E>"));

    followed("{allow: gw.example.com}", "relay [sip:a?b@gw.example.com]SERIAL");
  }

  @Test
  void aRedirectToNowhereFails() {
    host.reply = Optional.of(moved.with("Contact", "<sip:b@evil.example>"));
    run(
        Hook.FAILURE,
        "failure: [{do: [{follow_redirect: {allow: gw}}, {if: {outcome: failed}, do: [{reply:"
            + " 480}]}]}]");

    assertThat(host.done)
        .containsExactly(
            "failed policy.yaml:1:18 follow_redirect: none of its targets is allowed:"
                + " sip:b@evil.example",
            "reply 480 Temporarily Unavailable");
  }

  @Test
  void whatAnotherServerSentStaysOneLineOfTheLog() {
    host.reply = Optional.of(moved.with("Contact", "<sip:b@evil\r\nACC: fake>"));

    followed(
        "{allow: gw}",
        "failed policy.yaml:1:18 follow_redirect: none of its targets is allowed: sip:b@evil  ACC:"
            + " fake");
  }

  @Test
  void anythingButARedirectIsNotFollowed() {
    host.reply =
        Optional.of(TestMessage.reply("INVITE", 486, "Busy").with("Contact", "<sip:a@gw>"));

    followed(
        "{allow: gw}", "failed policy.yaml:1:18 follow_redirect: the attempt ended with no 3xx");
  }

  @Test
  void followingCountsAsARelay() {
    host.reply = Optional.of(moved.with("Contact", "sip:a@gw;q=0.1"));
    run(Hook.FAILURE, "failure: [{do: [relay, {follow_redirect: {allow: gw}}, {reply: 480}]}]");

    assertThat(host.done)
        .containsExactly(
            "relay []PARALLEL",
            "failed policy.yaml:1:25 follow_redirect: the request has been relayed already",
            "failed policy.yaml:1:57 reply: the request has been relayed already");
  }

  @Test
  void aLineOfTheLogIsOneLine() {
    host.avps.put("bad", "a\r\nACC: fake");
    run(Hook.REQUEST, "request: [{do: [{log: {level: crit, text: 'x $avp(bad)'}}]}]");

    assertThat(host.done).containsExactly("log ERROR x a  ACC: fake");
  }

  @ParameterizedTest
  @CsvSource({
    "alert, ERROR", "critical, ERROR", "error, ERROR", "err, ERROR", "warning, WARNING",
    "warn, WARNING", "notice, INFO", "info, INFO", "debug, DEBUG", "dbg, DEBUG"
  })
  void theLogHasOpensipsLevels(String level, String expected) {
    run(Hook.REQUEST, "request: [{do: [{log: {level: " + level + ", text: x}}]}]");

    assertThat(host.done).containsExactly("log " + expected + " x");
  }

  private void followed(String arguments, String expected) {
    run(Hook.FAILURE, "failure: [{do: [{follow_redirect: " + arguments + "}]}]");

    assertThat(host.done).isEqualTo(List.of(expected));
  }

  private void run(Hook hook, String policy) {
    PolicyTest.policy(policy, PolicyTest.PARAMETERS).run(hook, host);
  }
}
