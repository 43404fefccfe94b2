package org.sipacc.accounting.variable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallVariablesTest {
  private final TestScope scope = new TestScope();
  private final TestMessage invite = TestMessage.request("INVITE", "sip:bob@b.example");

  @ParameterizedTest
  @DisplayName("L06 an index counts legs from 0, or from -1 backwards")
  @CsvSource({
    "$acc_leg(caller), c2",
    "$(acc_leg(caller)[-1]), c2",
    "$(acc_leg(caller)[2]), c2",
    "$(acc_leg(caller)[-3]), c0",
    "$(acc_leg(caller)[0]), c0",
    "$acc_current_leg, 2",
  })
  void legsAreReadByIndex(String variable, String expected) {
    legs(3);

    assertThat(value(variable)).contains(expected);
    assertThat(scope.problems).isEmpty();
  }

  @Test
  @DisplayName("L12 an index from a variable must be a whole number")
  void anIndexMayComeFromAVariable() {
    legs(2);
    scope.avps.put("i", "1");
    scope.avps.put("x", "x");

    assertThat(value("$(acc_leg(caller)[$avp(i)])")).contains("c1");
    assertThat(scope.problems).isEmpty();
    assertThat(value("$(acc_leg(caller)[$avp(x)])")).isEmpty();
    assertThat(value("$(acc_leg(caller)[$(hdr(X-None)[0])])")).isEmpty();
    assertThat(scope.problems)
        .containsExactly(
            "index [$avp(x)] is no whole number but \"x\"",
            "index [$(hdr(X-None)[0])] is no whole number but \"\"");
  }

  @Test
  void headersTakeSuchAnIndexToo() {
    scope.vars.put("i", "-1");

    assertThat(Variable.parse("$(hdr(Via)[$var(i)])").value(twoVias(), scope)).contains("v1");
  }

  @Test
  @DisplayName("L09 without leg fields the current leg is nothing, and a problem")
  void withoutLegsTheCurrentOneIsAProblem() {
    assertThat(value("$acc_current_leg")).isEmpty();
    assertThat(scope.problems).containsExactly("no legs defined");
  }

  @Test
  void varsLastAsLongAsTheScope() {
    scope.vars.put("prefix", "+49");

    assertThat(value("$var(prefix)")).contains("+49");
    assertThat(value("$var(none)")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "$DLG_status, 4",
    "$DLG_lifetime, 12",
    "$DLG_timeout, 43188",
    "$DLG_did, 7:9",
    "$DLG_flags, bye-on-timeout auto-prack",
    "$DLG_count, 1",
    "$DLG_dir, downstream",
    "$dlg_val(trunk), gold",
  })
  void theCallIsReadFromTheDialog(String variable, String expected) {
    scope.dialog = Optional.of(dialog("ft1"));

    assertThat(value(variable)).contains(expected);
  }

  @Test
  void theCalleesMessagesGoUpstreamAndTheRepliesToThemToo() {
    scope.dialog = Optional.of(dialog("tt1"));
    scope.request = Optional.of(invite);

    assertThat(value("$DLG_dir")).contains("upstream");
    assertThat(Variable.parse("$DLG_dir").value(TestMessage.reply("BYE", 200, "OK"), scope))
        .contains("upstream");
  }

  @Test
  void withoutADialogThereIsNothingToRead() {
    for (String name : List.of("status", "lifetime", "timeout", "dir", "did", "flags")) {
      assertThat(value("$DLG_" + name)).as(name).isEmpty();
    }
    assertThat(value("$dlg_val(trunk)")).isEmpty();
    assertThat(value("$DLG_end_reason")).isEmpty();
    assertThat(value("$DLG_count")).contains("0");
  }

  @Test
  void theTimeIsToldInTheScopesZone() {
    scope.clock = Clock.fixed(scope.clock.instant(), ZoneId.of("Europe/Berlin"));

    assertThat(value("$time(%H:%M %Z)")).contains("14:05 CET");
    assertThat(value("$Ts")).contains("1707483907");
  }

  private Optional<String> value(String variable) {
    return Variable.parse(variable).value(invite, scope);
  }

  private TestMessage twoVias() {
    return invite.with("Via", "v0").with("Via", "v1");
  }

  private void legs(int count) {
    for (int i = 0; i < count; i++) {
      scope.legs.add(new HashMap<>(Map.of("caller", "c" + i)));
    }
  }

  private static DialogView dialog(String callerTag) {
    return new DialogView() {
      @Override
      public String id() {
        return "7:9";
      }

      @Override
      public String callId() {
        return "c1@a";
      }

      @Override
      public String callerTag() {
        return callerTag;
      }

      @Override
      public int status() {
        return 4;
      }

      @Override
      public long lifetimeSeconds() {
        return 12;
      }

      @Override
      public OptionalLong timeoutSeconds() {
        return OptionalLong.of(43_188);
      }

      @Override
      public Optional<String> endReason() {
        return Optional.empty();
      }

      @Override
      public List<String> flags() {
        return List.of("bye-on-timeout", "auto-prack");
      }

      @Override
      public Optional<String> value(String name) {
        return name.equals("trunk") ? Optional.of("gold") : Optional.empty();
      }
    };
  }
}
