package org.sipacc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dryrun.DryRun;
import org.sipacc.accounting.dryrun.DryRunResult;
import org.sipacc.accounting.dryrun.SipText;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.accounting.variable.SourceAddress;

/** An imported script and the policy that a person wrote for it, on the same requests. */
class PolicyEqualityTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private static final Map<String, String> REQUESTS =
      Map.of(
          "call", request("INVITE", "sip:bob@gateway.example:5070", ""),
          "call by TCP", request("INVITE", "sip:bob@gateway.example;transport=tcp", ""),
          "call to this server", request("INVITE", "sip:bob@sip.example.org", ""),
          "call to Romania", request("INVITE", "sip:40211234567@gateway.example", ""),
          "call to Britain", request("INVITE", "sip:00441234567@gateway.example", ""),
          "call to Germany", request("INVITE", "sip:+491234567@gateway.example", ""),
          "message", request("MESSAGE", "sip:bob@gateway.example", ""),
          "registration", request("REGISTER", "sip:sip.example.org", ""),
          "BYE", request("BYE", "sip:bob@192.0.2.9", ";tag=tt1"),
          "re-INVITE", request("INVITE", "sip:bob@192.0.2.9", ";tag=tt1"));

  private static String request(String method, String uri, String tag) {
    return """
        %s %s SIP/2.0
        Via: SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK1
        From: <sip:alice@caller.example>;tag=ft1
        To: <sip:bob@biloxi.example>%s
        Call-ID: c1@10.1.2.3
        CSeq: 1 %s
        Contact: <sip:alice@10.1.2.3>

        """
        .formatted(method, uri, tag, method);
  }

  @ParameterizedTest
  @CsvSource({"blog", "general", "plain", "extra", "legs"})
  void doTheSameAndRecordTheSame(String script) throws IOException {
    OpenSipsImport made =
        OpenSipsImport.of(new ConfigurationFile("opensips.cfg", resource(script + ".cfg")));
    String byHand = resource(script + "/by-hand.yaml");

    REQUESTS.forEach(
        (name, request) ->
            assertThat(course(made.parameters(), made.policy(), request))
                .as(name)
                .isEqualTo(course(made.parameters(), byHand, request)));
  }

  private static List<String> course(String parameters, String policy, String request) {
    Parameters read =
        Parameters.load(
            new ConfigurationFile("sipacc.yaml", parameters), Map.of(), new Properties());
    DryRunResult result =
        new DryRun(
                PolicyReader.read(new ConfigurationFile("policy.yaml", policy), read), read, CLOCK)
            .run(SipText.parse(request, new SourceAddress("10.1.2.3", 5060, "udp")));
    return result.scenarios().stream()
        .map(
            scenario ->
                scenario.ending()
                    + " "
                    + result.destination().toString().replaceFirst("targets=\\[[^]]*]", "")
                    + " "
                    + scenario.attempts()
                    + " "
                    + scenario.records().stream().map(PolicyEqualityTest::facts).toList())
        .toList();
  }

  /** All that a backend gets to see; not the policy's version, nor ids. */
  private static String facts(AccountingRecord record) {
    return List.of(
            record.kind(),
            record.backend(),
            record.table(),
            record.core(),
            record.timing(),
            record.extras(),
            record.legs())
        .toString();
  }

  private static String resource(String name) throws IOException {
    try (var stream = PolicyEqualityTest.class.getResourceAsStream("/scripts/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
