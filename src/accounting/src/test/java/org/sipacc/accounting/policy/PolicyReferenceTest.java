package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.configuration.Yaml;
import org.sipacc.accounting.dialog.DialogFlag;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.variable.TestMessage;
import org.sipacc.accounting.variable.Variable;

/** Schema, reference page and samples must tell the same as the code. */
class PolicyReferenceTest {
  private static final Path TOP = Path.of("../..");
  private static final Path REFERENCE = TOP.resolve("docs/reference");

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("", PolicyWords.TOP_LEVEL),
        Arguments.of("rule", PolicyWords.RULE),
        Arguments.of("action", PolicyWords.ACTIONS),
        Arguments.of("match", PolicyWords.MATCH),
        Arguments.of("test", PolicyWords.TEST),
        Arguments.of("do_accounting", PolicyWords.DO_ACCOUNTING_KEYS),
        Arguments.of("drop_accounting", PolicyWords.DROP_ACCOUNTING_KEYS),
        Arguments.of("relay", PolicyWords.RELAY_KEYS),
        Arguments.of("reply", PolicyWords.REPLY_KEYS));
  }

  @ParameterizedTest
  @MethodSource("words")
  void theSchemaHasTheWordsThatTheReaderKnows(String definition, List<String> words)
      throws Exception {
    assertThat(
            schema()
                .definition(definition)
                .get("properties")
                .orElseThrow()
                .asMapping("p")
                .entries())
        .extracting(Yaml.Entry::key)
        .containsExactlyInAnyOrderElementsOf(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container-config/policy.yaml", "docs/samples/blog/policy.yaml"})
  void theSchemaAcceptsThePoliciesWeShip(String file) throws Exception {
    assertThat(schema().accepts(Yaml.parse(file, Files.readString(TOP.resolve(file))))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests: []",
        "request: [{if: {method: INVITE}}]",
        "request: [{do: [rely]}]",
        "request: [{do: [{relay: , stop: }]}]",
        "request: [{do: [{do_accounting: db|foo}]}]",
        "request: [{do: [{do_accounting: {type: db, flags: cdr||missed}}]}]",
        "request: [{do: [{set: {fU: x}}]}]",
        "request: [{do: [{reply: 180}]}]",
        "request: [{if: {ruri: {match: x}}, do: [relay]}]",
        "request: [{if: {}, do: [relay]}]",
      })
  void theSchemaRefusesWhatTheReaderRefuses(String text) throws Exception {
    assertThat(schema().accepts(Yaml.parse("policy", text))).isFalse();
  }

  @Test
  void everySampleOfThePageIsAcceptedByReaderAndSchema() throws Exception {
    JsonSchema schema = schema();
    for (String sample : samples()) {
      String policy =
          sample.startsWith("request:")
              ? sample
              : sample.startsWith("if:")
                  ? "request:\n- do: [relay]\n  " + sample.strip().replace("\n", "\n  ")
                  : "request:\n- do:\n    " + sample.strip().replace("\n", "\n    ");
      String complete = policy + "\nlists: {mark-calls: [{do: [stop]}]}\n";
      PolicyReader.read(new ConfigurationFile("sample", complete), PolicyTest.PARAMETERS);
      assertThat(schema.accepts(Yaml.parse("sample", complete))).as(sample).isTrue();
    }
  }

  @Test
  void thePageHasEveryWordAndVariable() throws Exception {
    String page = Files.readString(REFERENCE.resolve("policy.md"));

    assertThat(PolicyWords.ACTIONS).allSatisfy(word -> assertThat(page).contains("\n### " + word));
    assertThat(
            Stream.of(
                    PolicyWords.TOP_LEVEL,
                    PolicyWords.RULE,
                    PolicyWords.MATCH,
                    PolicyWords.RESERVED)
                .flatMap(words -> words.stream()))
        .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    assertThat(PolicyWords.TEST).allSatisfy(word -> assertThat(page).contains("`{" + word + ": "));
    assertThat(Variable.names())
        .allSatisfy(name -> assertThat(page).containsPattern("`\\$" + name + "(\\(\\w+\\))?`"));
    assertThat(Arrays.stream(DialogFlag.values()))
        .allSatisfy(
            flag ->
                assertThat(page).contains("| `" + flag.word() + "` | `" + flag.letter() + "` |"));
  }

  @Test
  void theBlogsSetUpIsAsPrinted() {
    Optional<Path> blog = Optional.of(TOP.resolve("docs/samples/blog"));
    Parameters parameters = Parameters.load(blog, Map.of(), new Properties());

    assertThat(parameters.get(Catalogue.UNKNOWN_DIALOG_REPLY)).hasToString("404 Not here");
    assertThat(parameters.extraDefinitions())
        .extracting(extra -> extra.name() + "=" + extra.value())
        .containsExactly("src_user=$fU", "src_domain=$fd", "dst_user=$tU", "dst_domain=$rd");
    RecordingHost host = new RecordingHost(TestMessage.request("INVITE", "sip:bob@b.example"));
    PolicyReader.load(blog, parameters).run(Hook.REQUEST, host);
    assertThat(host.done)
        .containsExactly("dialog [BYE_ON_TIMEOUT]", "account [DB][CDR]", "relay []PARALLEL");
  }

  private static JsonSchema schema() throws Exception {
    String text = Files.readString(REFERENCE.resolve("policy.schema.json"));
    return new JsonSchema(Yaml.parse("policy.schema.json", text).asMapping("schema"));
  }

  private static List<String> samples() throws Exception {
    String page = Files.readString(REFERENCE.resolve("policy.md"));
    return Arrays.stream(page.split("```yaml\n"))
        .skip(1)
        .map(part -> part.substring(0, part.indexOf("```")))
        .toList();
  }
}
