package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceUrlTest {
  private static final Instant INVITED = Instant.parse("2026-03-01T10:00:00Z");

  private static Optional<TraceUrl> configured(String url) {
    Properties properties = new Properties();
    properties.setProperty("sipacc.sipacc.trace_url", url);
    return Parameters.load(Optional.empty(), Map.of(), properties).get(Catalogue.TRACE_URL);
  }

  private static String filled(String url, String callId) {
    return configured(url).orElseThrow().of(callId, INVITED, INVITED.plusSeconds(30));
  }

  @Test
  void whatACallerWroteStaysOneValue() {
    assertThat(filled("https://homer.example/c/{callid}?x=1", "a b/../?q=1&r#\"<é$1\\"))
        .isEqualTo("https://homer.example/c/a%20b%2F..%2F%3Fq%3D1%26r%23%22%3C%C3%A9%241%5C?x=1");
  }

  @Test
  void aTraceIsLookedForAMinuteAroundTheCall() {
    assertThat(filled("https://h/?f={since}&t={until}&a={since_ms}&b={until_ms}", "c"))
        .isEqualTo(
            "https://h/?f=2026-03-01T09%3A59%3A00Z&t=2026-03-01T10%3A01%3A30Z"
                + "&a=1772359140000&b=1772359290000");
  }

  @Test
  void noneIsConfiguredByNothing() {
    assertThat(configured("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://homer.example/{callid}|must be an https address",
        "javascript:alert(1)|must be an https address",
        "https:///{callid}|must be an https address",
        "https://homer.example/ x|must be an https address",
        "https://{callid}/{caller}|has {caller}; there are {callid}"
      })
  void anotherAddressIsRefused(String url, String message) {
    assertThatThrownBy(() -> configured(url)).hasMessageContaining(message);
  }
}
