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
              "Digest realm=\"a.example\", username=\"alice@home\", nonce=\"a,b\", uri=\"sip:x\"")
          .with("Content-Length", "142")
          .with("P-Preferred-Identity", "Al <sip:+4930@ppi.example>;x=y")
          .with("Remote-Party-ID", "\"A\" <sip:rpid@a.example>;party=calling")
          .with("Refer-To", "<sip:carol@c.example>")
          .with("Diversion", "<sip:div@d.example>;reason=user-busy;privacy=full")
          .with("Session-ID", "ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba3")
          .with("Reason", "SIP;cause=200;text=\"a, b\", Q.850 ;cause=16;text=\"Terminated\"")
          .with("Reason", "q.850;cause=99");

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
        "$adu, sip:x",
        "$an, `a,b`",
        "$cl, 142",
        "$pr, udp",
        "$pu, sip:+4930@ppi.example",
        "$pU, +4930",
        "$pd, ppi.example",
        "$pn, Al",
        "$re, sip:rpid@a.example",
        "$rt, sip:carol@c.example",
        "$di, sip:div@d.example",
        "$dir, user-busy",
        "$dip, full",
        "$msg.is_request, 1",
        "$msg.type., request.",
        "$session_id, ab30317f1a784dc48ff824d0d3715d86",
        "$session_id_remote, 47755a9de7794ba3",
        "$reason_cause(Q.850), 16",
        "$reason_text(q.850), Terminated",
        "$reason_text(SIP), `a, b`",
        "$reason_cause(ISUP), ``",
        "$hdrcnt(via), 2",
        "$hdrcnt(X-None), 0",
        "$Ts, 1707483907",
        "$Tsm, 1234",
        "$time(%Y-%m-%d %H:%M:%S), 2024-02-09 13:05:07",
        "$time(%a %b %e %I%p %j %y %u %s %%), Fri Feb  9 01PM 040 24 5 1707483907 %",
        "$time(%F %T %z), 2024-02-09 13:05:07 +0000",
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
        "$(avp(x){s.substr,1}) | in \"$(avp(x){s.substr,1})\": {s.substr,offset,length} needs two"
            + " whole numbers",
        "$(fu{uri.host,1}) | in \"$(fu{uri.host,1})\": {uri.host} takes no argument",
        "$(fu{s.select,x,@}) | in \"$(fu{s.select,x,@})\": {s.select,index,separator}: \"x\" is no"
            + " whole number",
        "$(fu{s.select,1}) | in \"$(fu{s.select,1})\": {s.select,index,separator} needs a whole"
            + " number and one character",
        "$(fu{param.value}) | in \"$(fu{param.value})\": {param.value,name} needs a parameter's name",
        "$(fu{s.substr,0,-1}) | in \"$(fu{s.substr,0,-1})\": {s.substr,offset,length}: the length"
            + " must not be negative; 0 is the rest",
        "$time(%H:%Q) | in \"$time(%H:%Q)\": time format \"%H:%Q\" has no %Q; known are %A %B %D %F"
            + " %H %I %M %R %S %T %Y %Z %a %b %c %d %e %j %m %p %y %z %s %u %%",
        "$(fu{uri.host) | in \"$(fu{uri.host)\": '}' is missing",
        "$msg.typ | in \"$msg.typ\": unknown variable $msg.typ; did you mean $msg.type? (a plain"
            + " dollar sign is written $$)",
        "$acc_leg | in \"$acc_leg\": $acc_leg needs an argument: write $acc_leg(...)",
        "$(avp(x)[1]) | in \"$(avp(x)[1])\": $avp takes no index",
        "$(acc_leg(x)[$avp(i)x]) | in \"$(acc_leg(x)[$avp(i)x])\": the index of $acc_leg must be one"
            + " variable or number",
        "$(hdr(X)[a]) | in \"$(hdr(X)[a])\": index [a] must be a whole number or a" + " variable",
        "$(<branch>ru) | in \"$(<branch>ru)\": unknown context <branch>; write <request> or"
            + " <reply>",
      })
  void whatIsWrongIsTold(String template, String message) {
    assertThatThrownBy(() -> Template.parse(template))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$(fu{uri.user}) | alice",
        "$(fu{uri.host}{s.toupper}) | A.EXAMPLE",
        "$(fu{uri.port}) | 5070",
        "$(tu{uri.port}) | ``",
        "$(ua{uri.user}) | ``",
        "$(fU{s.len}) | 5",
        "$(tn{s.len}) | ``",
        "$(rm{s.tolower}) | invite",
        "$(rU{s.substr,1,2}) | 40",
        "$(rU{s.substr,-2,0}) | 12",
        "$(rU{s.substr,3,99}) | 12",
        "$(rU{s.substr,9,1}) | ``",
        "$(rU{s.substr,-9,1}) | ``",
        "$(fd{s.select,0,.}) | a",
        "$(fd{s.select,-1,.}) | example",
        "$(fd{s.select,2,.}) | ``",
        "$(hdr(Diversion){param.value,privacy}) | full",
        "$(hdr(Diversion){nameaddr.uri}{uri.user}) | div",
        "$(hdr(P-Asserted-Identity){nameaddr.name}) | `\"A\"`",
        "$(hdr(Via)[-1]{s.toupper}) | V1",
        "$(<request>fU{s.len})-$fU | 5-alice",
      })
  void transformationsChangeTheValueOneAfterTheOther(String template, String expected) {
    assertThat(Template.parse(template).evaluate(invite, scope)).isEqualTo(expected);
  }

  @Test
  void aSeparatorMayBeAComma() {
    assertThat(
            Variable.parse("$(hdr(X-List){s.select,1,,})")
                .value(invite.with("X-List", "a,b,c"), scope))
        .contains("b");
  }

  @Test
  void aVariableIsNothingButOneVariable() {
    assertThatThrownBy(() -> Variable.parse("$fU@x"))
        .hasMessage("\"$fU@x\" must be one variable, such as $fU, and nothing else");
  }
}
