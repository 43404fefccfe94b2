package org.sipacc.service.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.service.policy.PolicyChange.How;
import org.sipacc.service.policy.PolicyRefusedException.Reason;

class PoliciesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String RELAY = "request:\n  - do: [relay]\n";
  private static final String BARRED = "request:\n  - do: [{reply: 403}]\n";
  private static final String BUSY = "request:\n  - do: [{reply: 486}]\n";
  private static final String WRONG = "request:\n  - do: [rely]\n";
  private static final String OWN_TABLE =
      "request:\n  - do: [{do_accounting: {type: db, table: own_acc}}, relay]\n";

  @TempDir private Path directory;

  @Test
  void theFirstStartIsWrittenDownWithItsFile() {
    Policies policies = start(RELAY);

    assertThat(policies.active().version()).isEqualTo(version(RELAY));
    assertThat(policies.history())
        .containsExactly(
            new PolicyChange(
                NOW, version(RELAY), How.STARTED, "", "first start", "/etc/policy.yaml"));
    assertThat(policies.text(version(RELAY))).contains(RELAY);
  }

  @Test
  void anActivatedPolicyIsInForceAtOnceAndToldWithItsAuthor() {
    Policies policies = start(RELAY);

    String version = activate(policies, BARRED);

    assertThat(version).isEqualTo(version(BARRED));
    assertThat(policies.active().version()).isEqualTo(version);
    assertThat(policies.history())
        .last()
        .isEqualTo(new PolicyChange(NOW, version, How.ACTIVATED, "ann", "no calls", "barred.yaml"));
    assertThat(policies.text(version)).contains(BARRED);
  }

  @Test
  void aPolicyThatIsInForceAlreadyChangesNothing() {
    Policies policies = start(RELAY);

    assertThat(activate(policies, RELAY)).isEqualTo(version(RELAY));

    assertThat(policies.history()).hasSize(1);
  }

  @Test
  void aWrongPolicyIsRefusedWithItsPlaceAndTheOneInForceStays() {
    Policies policies = start(RELAY);

    assertThat(refusal(() -> activate(policies, WRONG)))
        .hasMessageStartingWith("barred.yaml:2:10: ")
        .extracting(PolicyRefusedException::reason)
        .isEqualTo(Reason.WRONG);
    assertThat(policies.active().version()).isEqualTo(version(RELAY));
    assertThat(policies.history()).hasSize(1);
  }

  @Test
  void anActivatedPolicyGoesOnAfterARestart() {
    activate(start(RELAY), BARRED);

    Policies again = start(RELAY);

    assertThat(again.active().version()).isEqualTo(version(BARRED));
    assertThat(again.history()).hasSize(2);
  }

  @Test
  void aFileThatWasEditedWinsOverTheActivatedPolicy() {
    activate(start(RELAY), BARRED);

    Policies again = start(BUSY);

    assertThat(again.active().version()).isEqualTo(version(BUSY));
    assertThat(again.history()).last().extracting(PolicyChange::how).isEqualTo(How.STARTED);
    assertThat(again.history())
        .last()
        .extracting(PolicyChange::comment)
        .isEqualTo("policy.yaml was changed");
    assertThat(start(BUSY).active().version()).isEqualTo(version(BUSY));
  }

  @Test
  void anActivatedPolicyThatIsThenWrittenToTheFileIsTheFilesFromThenOn() {
    activate(start(RELAY), BARRED);

    assertThat(start(BARRED).active().version()).isEqualTo(version(BARRED));
    assertThat(start(BARRED).history()).last().extracting(PolicyChange::how).isEqualTo(How.STARTED);
    assertThat(start(RELAY).active().version()).isEqualTo(version(RELAY));
  }

  @Test
  void aBuiltInPolicyOfANewerProgramDoesNotOustAnActivatedOne() throws IOException {
    ConfigurationFile builtIn = ConfigurationFile.builtIn(PolicyReader.FILE_NAME);
    Policies first = start(new ConfigurationFile(builtIn.source(), RELAY));
    activate(first, BARRED);

    assertThat(start(builtIn).active().version()).isEqualTo(version(BARRED));
  }

  @Test
  void aStartThatFailsLeavesNoTraceInTheHistory() {
    activate(start(RELAY), BARRED);
    Policies.open(directory, file(BUSY), Parameters.builtIn(), CLOCK);

    assertThat(start(RELAY).active().version()).isEqualTo(version(BARRED));
  }

  @Test
  void aWrongFileStopsTheStartWhateverWasActivated() {
    activate(start(RELAY), BARRED);

    assertThatThrownBy(() -> start(WRONG))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("/etc/policy.yaml:2:10: ");
  }

  @Test
  void aKeptPolicyThatCannotBeReadAnyMoreGivesWayToTheFile() throws IOException {
    activate(start(RELAY), BARRED);
    Files.writeString(directory.resolve(version(BARRED) + ".yaml"), WRONG);

    Policies again = start(RELAY);

    assertThat(again.active().version()).isEqualTo(version(RELAY));
    assertThat(again.history())
        .last()
        .extracting(PolicyChange::comment)
        .isEqualTo("version " + version(BARRED) + " cannot be used any more");
    assertThat(start(RELAY).history()).as("told once").hasSize(3);
  }

  @Test
  void aKeptPolicyThatWasTamperedWithIsNotStarted() throws IOException {
    activate(start(RELAY), BARRED);
    Files.writeString(directory.resolve(version(BARRED) + ".yaml"), BUSY);

    assertThat(start(RELAY).active().version()).isEqualTo(version(RELAY));
  }

  @Test
  void aTornLastLineIsCutOffAndTheChangeBeforeItHolds() throws IOException {
    activate(start(RELAY), BARRED);
    Path history = directory.resolve("history.jsonl");
    String whole = Files.readString(history);
    Files.writeString(history, "{\"at\":\"2026-03", StandardOpenOption.APPEND);

    Policies again = start(RELAY);

    assertThat(again.active().version()).isEqualTo(version(BARRED));
    assertThat(history).hasContent(whole);
    activate(again, BUSY);
    assertThat(start(RELAY).history()).hasSize(3);
  }

  @Test
  void lineThatCannotBeReadIsPassedOver() throws IOException {
    activate(start(RELAY), BARRED);
    Files.writeString(
        directory.resolve("history.jsonl"),
        "what is this?\n{}\n" + "x".repeat(100_000) + "\n",
        StandardOpenOption.APPEND);

    Policies again = start(RELAY);

    assertThat(again.history()).hasSize(2);
    assertThat(again.active().version()).isEqualTo(version(BARRED));
  }

  @Test
  void onlyTheNewestChangesAreHeldButTheLastStartIsKnownHoweverLongAgo() throws IOException {
    StringBuilder lines = new StringBuilder();
    start(RELAY);
    for (int i = 0; i < PolicyHistory.KEPT; i++) {
      String version = i % 2 == 0 ? version(BARRED) : version(BUSY);
      lines.append(
          "{\"at\":\"2026-03-01T12:00:00Z\",\"version\":\"%s\",\"how\":\"ACTIVATED\","
                  .formatted(version)
              + "\"author\":\"\",\"comment\":\"\",\"source\":\"\"}\n");
    }
    Files.writeString(directory.resolve(version(BUSY) + ".yaml"), BUSY);
    Files.writeString(
        directory.resolve("history.jsonl"), lines.toString(), StandardOpenOption.APPEND);

    Policies again = start(RELAY);

    assertThat(again.active().version()).isEqualTo(version(BUSY));
    assertThat(again.history()).hasSize(PolicyHistory.KEPT);
  }

  @Test
  void rollingBackPutsTheVersionBeforeInForceAgain() {
    Policies policies = start(RELAY);
    activate(policies, BARRED);

    String version = policies.rollBack(Optional.empty(), "bob", "", Optional.empty());

    assertThat(version).isEqualTo(version(RELAY));
    assertThat(policies.active().version()).isEqualTo(version);
    assertThat(policies.history())
        .last()
        .isEqualTo(new PolicyChange(NOW, version, How.ROLLED_BACK, "bob", "", "/etc/policy.yaml"));
    assertThat(policies.previous()).contains(version(BARRED));
  }

  @Test
  void rollingBackToAVersionThatNeverWasIsRefused() {
    Policies policies = start(RELAY);

    for (Optional<String> version :
        List.of(Optional.<String>empty(), Optional.of("0123456789ab"), Optional.of("../../etc"))) {
      assertThat(refusal(() -> policies.rollBack(version, "bob", "", Optional.empty())).reason())
          .isEqualTo(Reason.UNKNOWN_VERSION);
    }
  }

  @Test
  void aChangeThatIsBasedOnAnotherVersionIsRefused() {
    Policies policies = start(RELAY);
    activate(policies, BARRED);

    assertThat(refusal(() -> policies.activate(file(BUSY), "bob", "", Optional.of(version(RELAY)))))
        .hasMessageContaining(version(BARRED) + " is in force")
        .extracting(PolicyRefusedException::reason)
        .isEqualTo(Reason.OTHER_IN_FORCE);
  }

  @Test
  void aSecondChangeAtTheSameTimeIsRefused() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Policies policies =
        start(
            file(RELAY),
            policy -> {
              begun.countDown();
              awaitLatch(goOn);
            });
    AtomicReference<String> first = new AtomicReference<>();
    Thread ann = new Thread(() -> first.set(activate(policies, BARRED)));
    ann.start();
    begun.await();

    assertThat(refusal(() -> activate(policies, BUSY)).reason()).isEqualTo(Reason.BUSY);

    goOn.countDown();
    ann.join();
    assertThat(first.get()).isEqualTo(version(BARRED));
    assertThat(policies.active().version()).isEqualTo(version(BARRED));
  }

  @Test
  void tablesAreMadeBeforeThePolicyTakesEffect() {
    AtomicReference<String> inForce = new AtomicReference<>();
    AtomicReference<Policies> policies = new AtomicReference<>();
    policies.set(
        start(
            file(RELAY),
            policy -> {
              assertThat(policy.tables()).containsExactly("own_acc");
              inForce.set(policies.get().active().version());
            }));

    activate(policies.get(), OWN_TABLE);

    assertThat(inForce.get()).isEqualTo(version(RELAY));
  }

  @Test
  void aTableThatCannotBeUsedKeepsThePolicyOut() {
    Policies lacking =
        start(
            file(RELAY),
            policy -> {
              throw new SchemaException("table own_acc lacks the column callid");
            });
    assertThat(refusal(() -> activate(lacking, OWN_TABLE)))
        .hasMessageContaining("own_acc lacks the column callid")
        .extracting(PolicyRefusedException::reason)
        .isEqualTo(Reason.WRONG);

    Policies down =
        start(
            file(RELAY),
            policy -> {
              throw new SchemaUnavailableException("the database cannot be reached", null);
            });
    assertThat(refusal(() -> activate(down, OWN_TABLE)))
        .hasMessageContaining("(own_acc): try again")
        .extracting(PolicyRefusedException::reason)
        .isEqualTo(Reason.DATABASE_UNREACHABLE);
    assertThat(down.history()).hasSize(1);
  }

  @Test
  void aRemarkThatIsTooLongIsRefused() {
    Policies policies = start(RELAY);

    assertThat(
            refusal(() -> policies.activate(file(BUSY), "bob", "x".repeat(1001), Optional.empty()))
                .reason())
        .isEqualTo(Reason.UNFIT_REMARK);
    assertThat(policies.active().version()).isEqualTo(version(RELAY));
  }

  private Policies start(String text) {
    return start(file(text));
  }

  private Policies start(ConfigurationFile file) {
    return start(file, policy -> {});
  }

  private Policies start(ConfigurationFile file, PolicyTables tables) {
    Policies policies = Policies.open(directory, file, Parameters.builtIn(), CLOCK);
    policies.started(tables);
    return policies;
  }

  private static String activate(Policies policies, String text) {
    return policies.activate(
        new ConfigurationFile("barred.yaml", text), "ann", "no calls", Optional.empty());
  }

  private static ConfigurationFile file(String text) {
    return new ConfigurationFile("/etc/policy.yaml", text);
  }

  private static String version(String text) {
    return PolicyReader.read(new ConfigurationFile("x", text), Parameters.builtIn()).version();
  }

  private static PolicyRefusedException refusal(ThrowingCallable change) {
    return catchThrowableOfType(PolicyRefusedException.class, change);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
