package org.sipacc.backends.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTest {
  private static final EventTransports TRANSPORTS =
      new EventTransports("/sipacc/0", Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          udp:127.0.0.1:8888                           | udp:127.0.0.1:8888
          udp:[::1]:8888                               | udp:[::1]:8888
          unix:/run/billing.sock                       | unix:/run/billing.sock
          tcp:billing:8080                             | tcp:billing:8080
          tcp:billing:8080/cdr                         | tcp:billing:8080/cdr
          https://billing.example/events?token=t1      | https://billing.example/events?...
          rabbitmq:127.0.0.1/pike                      | rabbitmq:guest@127.0.0.1:5672/pike
          rabbitmq:u:p@ss@rmq:5673/pike                | rabbitmq:u@rmq:5673/pike
          rabbitmq:u:p@rmq/exchange=x;persistent?key   | rabbitmq:u@rmq:5672/exchange=x?key
          rabbitmq:u:p@rmq/exchange=x;tls?key          | rabbitmq:u@rmq:5671/exchange=x;tls?key
          rabbitmq:rmq/tls?key                         | rabbitmq:guest@rmq:5671/tls?key
          kafka:a:9092,b/cdrs?g.linger.ms=5&key=callid | kafka:a:9092,b:9092/cdrs?key=callid
          jms:jms/factory,jms/events                   | jms:jms/factory,jms/events
          jms:openejb:Resource/f,java:app/events       | jms:openejb:Resource/f,java:app/events
          kafka:a:9092/cdrs?g.sasl.jaas.config=secret  | kafka:a:9092/cdrs
          """)
  void aSocketIsReadAndShownWithoutSecrets(String socket, String shown) throws Exception {
    assertThat(TRANSPORTS.of(socket).shown()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "sqs:queue",
        "udp:127.0.0.1",
        "udp:127.0.0.1:99999",
        "udp:127.0.0.1:0",
        "unix:relative",
        "tcp:8080",
        "http:///events",
        "http://user:password@billing/events",
        "rabbitmq:127.0.0.1",
        "rabbitmq:127.0.0.1/",
        "rabbitmq:127.0.0.1/nonsense?key",
        "rabbitmq:127.0.0.1/tls_domain=rmq?key",
        "jms:jms/factory",
        "jms:jms/factory,",
        "jms:jms/factory,jms/events,more",
        "jms:ldap://127.0.0.1/factory,jms/events",
        "jms:jms/factory,rmi:events",
        "jms:jms/factory,java:comp/env/ldap://127.0.0.1/x",
        "kafka:127.0.0.1:9092",
        "kafka:127.0.0.1:9092/bad topic",
        "kafka:127.0.0.1:9092/cdrs?g.acks=0",
        "kafka:127.0.0.1:9092/cdrs?t.message.timeout.ms=1000",
        "kafka:127.0.0.1:9092/cdrs?key=other"
      })
  void whatIsNoSocketIsRefusedWithASample(String socket) {
    assertThatThrownBy(() -> TRANSPORTS.of(socket))
        .isInstanceOf(WrongSocketException.class)
        .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("write", "librdkafka", "not free"))
        .hasMessageNotContaining("password@billing");
  }
}
