package org.sipacc.accounting.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.configuration.ConfigurationException;

class TemplateTest {
  private final TestScope scope = new TestScope();
  private final TestMessage invite =
      TestMessage.request("INVITE", "sip:+4012@gw.example:5080;transport=tcp")
          .with("User-Agent", "phone/1.0")
          .with("Via", "v0")
          .with("Via", "v1")
          .with("P-Asserted-Identity", "\"A\" <sip:pai@a.example>")
          .with(
              "Proxy-Authorization",
              "Digest realm=\"a.example\", username=\"alice@home\", nonce=\"a,b\"");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "$fu, sip:alice@a.example:5070;transport=tcp",
        "$fU, alice",
        "$fd, a.example",
        "$fn, `\"Alice A.\"`",
        "$ft, ft1",
        "$tu, sip:bob@b.example",
        "$tU, bob",
        "$td, b.example",
        "$tn, ``",
        "$tt, ``",
        "$ru, sip:+4012@gw.example:5080;transport=tcp",
        "$rU, +4012",
        "$rd, gw.example",
        "$rp, 5080",
        "$rP, tcp",
        "$rm, INVITE",
        "$ci, c1@a",
        "$cs, 7",
        "$ua, phone/1.0",
        "$ct, ``",
        "$si, 192.0.2.1",
        "$sp, 5070",
        "$proto, udp",
        "$au, alice",
        "$ad, home",
        "$aU, alice@home",
        "$ar, a.example",
        "$ai, sip:pai@a.example",
        "$rs, ``",
        "$hdr(user-agent), phone/1.0",
        "$(hdr(Via)[1]), v1",
        "$(hdr(Via)[-1]), v1",
        "$(hdr(Via)[2]), ``",
        "$hdr(X-None), ``",
        "sip:$rU@10.0.0.1, sip:+4012@10.0.0.1",
        "$(fU)x, alicex",
        "5$$, 5$",
        "$$fU, $fU",
      })
  void variablesAreReplacedByTheirValues(String template, String expected) {
    assertThat(Template.parse(template).evaluate(invite, scope)).isEqualTo(expected);
  }

  @Test
  void extrasAndAvpsComeFromTheScope() {
    scope.extras.put("caller", "alice");
    scope.avps.put("trunk", "gold");

    assertThat(Template.parse("$acc_extra( caller )/$avp(trunk)/$avp(x)").evaluate(invite, scope))
        .isEqualTo("alice/gold/");
  }

  @Test
  void inAFailureHookTheReplyIsWithinReach() {
    scope.reply = Optional.of(TestMessage.reply("INVITE", 486, "Busy Here"));

    assertThat(
            Template.parse("$T_reply_code $rr $(<reply>rr) $(<reply>tt)").evaluate(invite, scope))
        .isEqualTo("486 Busy Here Busy Here tt1");
  }

  @Test
  void inAReplyHookTheRequestIsWithinReach() {
    scope.request = Optional.of(invite);
    TestMessage reply = TestMessage.reply("INVITE", 200, "OK").with("User-Agent", "callee");

    assertThat(Template.parse("$rs $rU $ua $(<request>ua)").evaluate(reply, scope))
        .isEqualTo("200 +4012 callee phone/1.0");
  }

  @Test
  void aMissingValueIsEmpty() {
    assertThat(Variable.parse("$hdr(X-None)").value(invite, scope)).isEmpty();
    assertThat(Variable.parse("$tt").value(invite, scope)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$fUx | in \"$fUx\": unknown variable $fUx; did you mean $fU? (a plain dollar sign is"
            + " written $$)",
        "costs $ | in \"costs $\": a variable's name must follow $; write $$ for a plain dollar"
            + " sign",
        "$hdr | in \"$hdr\": $hdr needs an argument: write $hdr(...)",
        "$hdr() | in \"$hdr()\": $hdr needs an argument: write $hdr(...)",
        "$hdr(X | in \"$hdr(X\": ')' is missing",
        "$(fU | in \"$(fU\": after $(fU a closing parenthesis is expected",
        "$(fU{s.le}) | in \"$(fU{s.le})\": unknown transformation {s.le}; did you mean s.len?",
        "$(fU[1]) | in \"$(fU[1])\": $fU takes no index",
        "$(hdr(X)[a]) | in \"$(hdr(X)[a])\": index [a] must be a whole number or a" + " variable",
        "$(<branch>ru) | in \"$(<branch>ru)\": unknown context <branch>; write <request> or"
            + " <reply>",
      })
  void whatIsWrongIsTold(String template, String message) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void aVariableIsNothingButOneVariable() {
    assertThatThrownBy(() -> Variable.parse("$fU@x"))
        .hasMessage("\"$fU@x\" must be one variable, such as $fU, and nothing else");
  }
}
