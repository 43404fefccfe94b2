package org.sipacc.accounting.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.parameter.SyslogUrl.Transport;

class SyslogUrlTest {
  @Test
  void aSocketHasAPathAHostHasAPort() {
    assertThat(url("unix:/dev/log")).isEqualTo(SyslogUrl.unix("/dev/log"));
    assertThat(url("UDP://log.example.com:514"))
        .isEqualTo(SyslogUrl.of(Transport.UDP, "log.example.com", 514));
    assertThat(url("tcp://192.0.2.7:601")).isEqualTo(SyslogUrl.of(Transport.TCP, "192.0.2.7", 601));
    assertThat(url("tls://[2001:db8::1]:6514"))
        .isEqualTo(SyslogUrl.of(Transport.TLS, "2001:db8::1", 6514));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:/dev/log", "udp://log.example.com:514", "tls://[2001:db8::1]:6514"})
  void itIsShownAsItIsWritten(String text) {
    assertThat(url(text)).hasToString(text);
  }

  @Test
  void anEmptyTextIsNone() {
    assertThat(SyslogUrl.parse("sipacc.syslog_url", raw(" "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/log",
        "unix:",
        "unix:log",
        "udp://host",
        "udp://host:0",
        "tcp://host:70000",
        "tcp://host:601/path",
        "tcp://user@host:601",
        "tls:host:6514",
        "http://host:80",
        "udp://a b:1"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> url(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sipacc.syslog_url")
        .hasMessageContaining("unix:/dev/log")
        .hasMessageContaining(text);
  }

  private static SyslogUrl url(String text) {
    return SyslogUrl.parse("sipacc.syslog_url", raw(text)).orElseThrow();
  }

  private static RawText raw(String text) {
    return new RawText(text, new Place("test"));
  }
}
