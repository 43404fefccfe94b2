package org.sipacc.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.proxy.RouteSignature.Signed;

class RouteSignatureTest {
  private static final Instant INVITED = Instant.parse("2023-11-14T22:13:20Z");
  private static final Duration LONGEST = Duration.ofHours(13);
  private static final byte[] KEY = "a secret of 32 characters, or so".getBytes(UTF_8);
  private static final byte[] OTHER_KEY = "another secret of 32 characters.".getBytes(UTF_8);

  private final RouteSignature signature = new RouteSignature(List.of(KEY), LONGEST, 7);
  private final Map<String, String> signed = signature.sign("c1@a", "ft1", INVITED);

  @Test
  void aRouteOfTheCallIsValidFromEitherSide() {
    Signed call = new Signed(INVITED, "ft1", OptionalInt.of(7));
    assertThat(signature.read(signed, "c1@a", "ft1", "tt1", INVITED)).contains(call);
    assertThat(signature.read(signed, "c1@a", "tt1", "ft1", INVITED)).contains(call);
  }

  @Test
  void aRouteOfAnotherCallIsNot() {
    assertThat(signature.read(signed, "c2@a", "ft1", "tt1", INVITED)).isEmpty();
    assertThat(signature.read(signed, "c1@a", "ft2", "tt1", INVITED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sk,00000000",
    "st,zzzzzz",
    "st,-1",
    "st,zzzzzzzzzzzzz",
    "st,?",
    "sn,8",
    "sn,07",
    "ss,AAAA",
    "ss,é"
  })
  void aRouteThatWasChangedIsNot(String parameter, String value) {
    Map<String, String> changed = new HashMap<>(signed);
    changed.put(parameter, value);
    assertThat(signature.read(changed, "c1@a", "ft1", "tt1", INVITED)).isEmpty();
    changed.remove(parameter);
    assertThat(signature.read(changed, "c1@a", "ft1", "tt1", INVITED)).isEmpty();
  }

  @Test
  void aRouteOfAnEarlierVersionWhichNamesNoNodeIsValid() {
    Map<String, String> earlier =
        Map.of("sk", signed.get("sk"), "st", "s44we8", "ss", "APb2ayLx-Kgiv4dxI1ocLg");

    assertThat(signature.read(earlier, "c1@a", "ft1", "tt1", INVITED))
        .contains(new Signed(INVITED, "ft1", OptionalInt.empty()));
  }

  @Test
  void aSignatureIsVoidAfterTheLongestLifetime() {
    Instant end = INVITED.plus(LONGEST);
    assertThat(signature.read(signed, "c1@a", "ft1", "tt1", end)).isPresent();
    assertThat(signature.read(signed, "c1@a", "ft1", "tt1", end.plusSeconds(1))).isEmpty();
  }

  @Test
  void aKeyThatWasReplacedIsStillAccepted() {
    RouteSignature rotated = new RouteSignature(List.of(OTHER_KEY, KEY), LONGEST, 7);
    assertThat(rotated.read(signed, "c1@a", "ft1", "tt1", INVITED)).isPresent();
    assertThat(rotated.sign("c1@a", "ft1", INVITED).get("sk")).isNotEqualTo(signed.get("sk"));

    RouteSignature removed = new RouteSignature(List.of(OTHER_KEY), LONGEST, 7);
    assertThat(removed.read(signed, "c1@a", "ft1", "tt1", INVITED)).isEmpty();
  }
}
