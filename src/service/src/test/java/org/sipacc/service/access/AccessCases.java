package org.sipacc.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.parameter.Role;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;
import org.sipacc.service.access.LoginRefusedException.Reason;

/** Users, logins, tokens and the audit in a real database. */
abstract class AccessCases extends OnEachDatabase {
  private static final String ADDRESS = "192.0.2.7";
  private static final String CHOSEN = "correct horse battery";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private AccountingPersistence persistence;
  private Access access;
  @TempDir private Path data;

  AccessCases(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void open() throws Exception {
    PersistenceSettings settings = PersistenceSettings.defaults(database.dialect());
    SchemaMigration.migrate(database.dataSource(), settings);
    persistence = AccountingPersistence.open(database.dataSource(), settings);
    access = start();
  }

  @AfterEach
  void close() {
    persistence.close();
  }

  private Access start() {
    return start(new Properties());
  }

  private Access start(Properties configured) {
    return Access.open(
        Optional.of(persistence),
        data,
        Parameters.load(Optional.empty(), Map.of(), configured),
        clock);
  }

  private String firstPassword() throws Exception {
    return Files.readString(data.resolve("admin.password")).strip();
  }

  private Identity administrator() throws Exception {
    String cookie = access.logins().login("admin", firstPassword(), ADDRESS);
    Identity first = access.logins().session(cookie).orElseThrow().identity();
    String next = access.logins().changePassword(first, firstPassword(), CHOSEN, ADDRESS);
    return access.logins().session(next).orElseThrow().identity();
  }

  private void assertRefused(Reason reason, ThrowingCallable attempt) {
    assertThatExceptionOfType(LoginRefusedException.class)
        .isThrownBy(attempt)
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @Test
  void theFirstStartMakesOneAdministratorWithAPasswordThatHasToBeChanged() throws Exception {
    Path file = data.resolve("admin.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String password = firstPassword();
    start();
    assertThat(firstPassword()).isEqualTo(password);

    String cookie = access.logins().login("admin", password, ADDRESS);
    Identity first = access.logins().session(cookie).orElseThrow().identity();
    assertThat(first).isEqualTo(new Identity("admin", Role.ADMINISTRATOR, first.means(), true));

    String next = access.logins().changePassword(first, password, CHOSEN, ADDRESS);
    assertThat(access.logins().session(cookie)).isEmpty();
    assertThat(access.logins().session(next).orElseThrow().identity().mustChangePassword())
        .isFalse();
    assertThat(file).doesNotExist();
    assertRefused(Reason.WRONG, () -> access.logins().login("admin", password, ADDRESS));
    assertThat(database.texts("select password from sipacc_users").get(0))
        .startsWith("$argon2id$")
        .doesNotContain(CHOSEN);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefusedAlikeAndKeptInTheAudit() {
    assertRefused(Reason.WRONG, () -> access.logins().login("admin", "guess", ADDRESS));
    assertRefused(Reason.WRONG, () -> access.logins().login("' or 1=1 --\0\r\n", "guess", ADDRESS));
    assertThat(access.audit().before(Optional.empty(), 10))
        .extracting(AuditEvent::action, AuditEvent::outcome, AuditEvent::address)
        .hasSize(2)
        .allSatisfy(
            event -> assertThat(event.toList()).containsExactly("login", "refused", ADDRESS));
  }

  @Test
  void tooManyAttemptsHaveToWaitEvenWithTheRightPassword() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertRefused(Reason.WRONG, () -> access.logins().login("admin", "guess", ADDRESS));
    }
    assertRefused(
        Reason.TOO_MANY, () -> access.logins().login("admin", firstPassword(), "192.0.2.8"));
    clock.advance(Duration.ofSeconds(31));
    assertThat(access.logins().login("admin", firstPassword(), "192.0.2.8")).isNotEmpty();
  }

  @Test
  void oneAddressCannotTryManyUsers() {
    for (int i = 0; i < 20; i++) {
      String user = "user" + i;
      assertRefused(Reason.WRONG, () -> access.logins().login(user, "guess", ADDRESS));
    }
    assertRefused(Reason.TOO_MANY, () -> access.logins().login("another", "guess", ADDRESS));
    assertRefused(Reason.WRONG, () -> access.logins().login("another", "guess", "192.0.2.8"));
  }

  @Test
  void aSessionEndsUnusedAndInAnyCaseAfterTwelveHours() throws Exception {
    String unused = access.logins().login("admin", firstPassword(), ADDRESS);
    clock.advance(Duration.ofMinutes(30));
    assertThat(access.logins().session(unused)).isEmpty();

    String used = access.logins().login("admin", firstPassword(), ADDRESS);
    for (int i = 0; i < 35; i++) {
      clock.advance(Duration.ofMinutes(20));
      assertThat(access.logins().session(used)).isPresent();
    }
    clock.advance(Duration.ofMinutes(20));
    assertThat(access.logins().session(used)).isEmpty();
    assertThat(access.logins().session("anything")).isEmpty();
  }

  @Test
  void aUserWhoIsDisabledOrGetsAnotherRoleHasToLogInAgain() {
    String password = access.users().add("vera", Role.VIEWER);
    String cookie = access.logins().login("vera", password, ADDRESS);
    access.users().changeRole("vera", Role.OPERATOR);
    assertThat(access.logins().session(cookie)).isEmpty();
    String again = access.logins().login("vera", password, ADDRESS);
    assertThat(access.logins().session(again).orElseThrow().identity().role())
        .isEqualTo(Role.OPERATOR);

    access.users().disable("vera");
    assertThat(access.logins().session(again)).isEmpty();
    assertRefused(Reason.WRONG, () -> access.logins().login("vera", password, ADDRESS));

    String reset = access.users().resetPassword("vera");
    assertThat(access.logins().login("vera", reset, ADDRESS)).isNotEmpty();
  }

  @Test
  void whatAnotherNodeDidToAUserCountsHereWithinSeconds() {
    String password = access.users().add("vera", Role.VIEWER);
    String cookie = access.logins().login("vera", password, ADDRESS);
    start().users().disable("vera");
    clock.advance(Duration.ofSeconds(6));
    assertThat(access.logins().session(cookie)).isEmpty();
  }

  @Test
  void thereIsAlwaysAnAdministrator() {
    assertRefused(Reason.INVALID, () -> access.users().disable("admin"));
    assertRefused(Reason.INVALID, () -> access.users().changeRole("admin", Role.VIEWER));
    access.users().add("anna", Role.ADMINISTRATOR);
    assertThat(access.users().disable("admin").disabled()).isTrue();
    assertRefused(Reason.INVALID, () -> access.users().disable("anna"));
  }

  @Test
  void usersHaveProperNamesAndEachNameOnce() {
    assertRefused(Reason.INVALID, () -> access.users().add("", Role.VIEWER));
    assertRefused(Reason.INVALID, () -> access.users().add("<b>", Role.VIEWER));
    assertRefused(Reason.EXISTS, () -> access.users().add("admin", Role.VIEWER));
    assertRefused(Reason.UNKNOWN, () -> access.users().disable("nobody"));
  }

  @Test
  void aChosenPasswordIsLongAndNew() throws Exception {
    Identity admin = administrator();
    for (String bad : new String[] {"short", CHOSEN, "aaaaaaaaaaaaaaaa", "the-admin-secret"}) {
      assertRefused(
          Reason.INVALID, () -> access.logins().changePassword(admin, CHOSEN, bad, ADDRESS));
    }
    assertRefused(
        Reason.INVALID,
        () -> access.logins().changePassword(admin, "guess", "a fine new password", ADDRESS));
  }

  @Test
  void aTokenLetsInUntilItExpiresOrIsRevokedAndIsKeptAsAHash() throws Exception {
    Identity admin = administrator();
    Tokens.Made made = access.tokens().make("grafana", Role.VIEWER, Duration.ofDays(1), admin);
    assertThat(access.logins().token(made.secret()))
        .contains(new Identity("grafana", Role.VIEWER, Identity.Means.TOKEN, false));
    assertThat(access.logins().token(made.secret() + "x")).isEmpty();
    assertThat(database.query("select * from sipacc_tokens").toString())
        .doesNotContain(made.secret());
    clock.advance(Duration.ofDays(1));
    assertThat(access.logins().token(made.secret())).isEmpty();

    Tokens.Made other = access.tokens().make("billing", Role.VIEWER, Duration.ofDays(1), admin);
    assertThat(access.logins().token(other.secret())).isPresent();
    access.tokens().revoke(other.token().id());
    assertThat(access.logins().token(other.secret())).isEmpty();
    assertThat(access.tokens().all())
        .extracting(ApiToken::name)
        .containsExactly("grafana", "billing");
    assertRefused(Reason.UNKNOWN, () -> access.tokens().revoke(other.token().id() + "x"));
  }

  @Test
  void theAuditIsReadInPages() {
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMillis(1));
      access.audit().add(Identity.management(), ADDRESS, "change", "DELETE /api/x/" + i, "202");
    }
    var page = access.audit().before(Optional.empty(), 3);
    assertThat(page).extracting(AuditEvent::subject).first().isEqualTo("DELETE /api/x/4");
    assertThat(access.audit().before(Optional.of(page.get(2).id()), 3))
        .extracting(AuditEvent::subject)
        .containsExactly("DELETE /api/x/1", "DELETE /api/x/0");
  }

  @Test
  void anEventOfTheAuditStaysAsLongAsTheConfigurationSays() {
    Properties kept = new Properties();
    kept.setProperty("sipacc.sipacc.audit_days", "10");
    Audit audit = start(kept).audit();
    audit.add(Identity.management(), ADDRESS, "change", "old", "202");
    clock.advance(Duration.ofDays(9));
    audit.add(Identity.management(), ADDRESS, "change", "newer", "202");
    assertThat(audit.before(Optional.empty(), 10)).hasSize(2);
    clock.advance(Duration.ofDays(2));
    audit.add(Identity.management(), ADDRESS, "change", "newest", "202");

    assertThat(audit.before(Optional.empty(), 10))
        .extracting(AuditEvent::subject)
        .containsExactly("newest", "newer");
  }
}
