package org.sipacc.accounting.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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
  private static final Pattern TOP_LEVEL =
      Pattern.compile("(" + String.join("|", PolicyWords.TOP_LEVEL) + "):");
  private static final Path REFERENCE = TOP.resolve("docs/reference");

  static Stream<Arguments> words() {
    return Stream.concat(
        Stream.of(
            Arguments.of("", PolicyWords.TOP_LEVEL),
            Arguments.of("rule", PolicyWords.RULE),
            Arguments.of("action", PolicyWords.ACTIONS),
            Arguments.of("match", PolicyWords.MATCH),
            Arguments.of("test", PolicyWords.TEST),
            Arguments.of("time", PolicyWords.TIME_KEYS),
            Arguments.of("in_profile", PolicyWords.IN_PROFILE_KEYS)),
        Stream.of(ActionWord.values())
            .filter(word -> !word.arguments().isEmpty())
            .map(word -> Arguments.of(word.key(), word.arguments())));
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
        "request: [{do: [{acc_db_request: '403 no'}]}]",
        "request: [{do: [{acc_db_request: {comment: x, table: a b}}]}]",
        "request: [{do: [acc_log_request]}]",
        "request: [{do: [{acc_new_leg: 1}]}]",
        "request: [{do: [{set: {$DLG_status: 5}}]}]",
        "request: [{do: [{relay: {fr_timeout: 0}}]}]",
        "request: [{do: [{reply: {code: 403, stateless: maybe}}]}]",
        "request: [{do: [{get_profile_size: {profile: inbound}}]}]",
        "request: [{do: [{log: {level: loud, text: x}}]}]",
        "failure: [{do: [{follow_redirect: {most: 3}}]}]",
        "request: [{do: [{authenticate: {table: a b}}]}]",
        "request: [{do: [{challenge: {qop: auth-int}}]}]",
        "request: [{do: [{challenge: {algorithms: SHA-1}}]}]",
        "request: [{if: {time: {zone: UTC}}, do: [relay]}]",
        "request: [{if: {time: {days: monday}}, do: [relay]}]",
        "request: [{if: {time: {from: '25:00'}}, do: [relay]}]",
        "request: [{if: {$rs: {at_least: many}}, do: [relay]}]",
      })
  void theSchemaRefusesWhatTheReaderRefuses(String text) throws Exception {
    assertThat(schema().accepts(Yaml.parse("policy", text))).isFalse();
  }

  @Test
  void everySampleOfThePageIsAcceptedByReaderAndSchema() throws Exception {
    JsonSchema schema = schema();
    for (String sample : samples()) {
      String policy = policy(sample);
      String complete = policy + "\nlists: {mark-calls: [{do: [stop]}]}\n";
      PolicyReader.read(new ConfigurationFile("sample", complete), PolicyTest.PARAMETERS);
      assertThat(schema.accepts(Yaml.parse("sample", complete))).as(sample).isTrue();
    }
  }

  @Test
  void thePageHasEveryWordAndVariable() throws Exception {
    String page = Files.readString(REFERENCE.resolve("policy.md"));

    assertThat(PolicyWords.ACTIONS)
        .allSatisfy(word -> assertThat(page).contains("\n### " + word + "\n"));
    assertThat(
            Stream.of(PolicyWords.TOP_LEVEL, PolicyWords.RULE, PolicyWords.MATCH)
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

  @ParameterizedTest
  @EnumSource(ActionWord.class)
  void theSectionOfAnActionHasItsArgumentsItsHooksAndASample(ActionWord word) throws Exception {
    String page = Files.readString(REFERENCE.resolve("policy.md"));
    String section = page.split("\n### " + word.key() + "\n", 2)[1].split("\n##", 2)[0];
    String hooks =
        word.hooks().size() == Hook.values().length
            ? "all"
            : String.join(", ", word.hooks().stream().map(Hook::key).toList());

    assertThat(section).containsPattern("\\*Hooks:\\* " + hooks + "[.;]");
    assertThat(section).containsPattern("```yaml\n- " + word.key());
    assertThat(word.arguments())
        .allSatisfy(argument -> assertThat(section).contains("| `" + argument + "` |"));
  }

  @Test
  void everyTransformationIsOnThePage() throws Exception {
    String page = Files.readString(REFERENCE.resolve("policy.md"));

    assertThat(Variable.transformations())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).containsPattern("`\\{" + name + "[,}]"));
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

  /** A sample of a whole policy, of a match, or of steps in a hook that allows them all. */
  private static String policy(String sample) {
    if (TOP_LEVEL.matcher(sample).lookingAt()) {
      return sample;
    }
    if (sample.startsWith("if:")) {
      return "request:\n- do: [relay]\n  " + sample.strip().replace("\n", "\n  ");
    }
    String hook = sample.startsWith("- follow_redirect") ? "failure" : "request";
    return hook + ":\n- do:\n    " + sample.strip().replace("\n", "\n    ");
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
