package org.sipacc.acceptance.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.sipacc.acceptance.server.FreePort;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.CallClock;
import org.sipacc.accounting.CallEvent;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Reply;
import org.sipacc.accounting.RequestFacts;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.service.AccountingService;

/** The EAR as it is shipped, in the server as it is assembled, and its EJB called from inside. */
@Isolated("one container for one test at a time")
@ExtendWith({ServerCopy.class, ArquillianExtension.class})
class AccountingServiceIT {
  private static final String SERVICE = "java:global/sipacc/sipacc-service/AccountingBean";
  private static final String DATABASE = "openejb:Resource/accDS";

  @Deployment
  static EnterpriseArchive application() {
    EnterpriseArchive application =
        ShrinkWrap.createFromZipFile(
            EnterpriseArchive.class, Repository.file("ear/target/sipacc.ear").toFile());
    String descriptor = text(application, "META-INF/application.xml");
    JavaArchive tests =
        ShrinkWrap.create(JavaArchive.class, "tests.jar")
            .addClasses(
                AccountingServiceIT.class, ServerCopy.class, FreePort.class, Repository.class)
            .addPackages(true, "org.awaitility", "org.hamcrest");
    WebArchive probe = ShrinkWrap.create(WebArchive.class, "probe.war");
    return application
        .addAsLibrary(tests)
        .addAsModule(Testable.archiveToTest(probe))
        .setApplicationXML(
            new StringAsset(
                descriptor.replace(
                    "</application>",
                    """
                    <module>
                      <web>
                        <web-uri>probe.war</web-uri>
                        <context-root>/probe</context-root>
                      </web>
                    </module>
                    </application>
                    """)));
  }

  @Test
  @DisplayName("a call told to the service in the container becomes one row of its database")
  @SuppressWarnings("BanJNDI") // The names are constants, and nothing injects into this class.
  void aCallToldToTheServiceBecomesARow() throws NamingException {
    AccountingService accounting = (AccountingService) new InitialContext().lookup(SERVICE);
    DataSource database = (DataSource) new InitialContext().lookup(DATABASE);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Dialog call =
        accounting.openCall(
            new RequestFacts(
                "INVITE",
                "arquillian@acceptance",
                "ft1",
                "",
                "sip:alice@caller.example",
                "sip:bob@biloxi.example",
                "sip:bob@127.0.0.1",
                "udp:127.0.0.1:5061",
                "",
                now),
            accounting.policy(),
            CallClock.start());
    call.accounting()
        .doAccounting(AccountingRequest.parse("db", Optional.of("cdr"), Optional.empty()), now);
    accounting.record(
        call, new CallEvent.ReplySent(now.plusMillis(500), Reply.received(200, "OK", "tt1")));
    assertEquals(1, accounting.openCalls());
    accounting.record(
        call, new CallEvent.ByeReceived(now.plusMillis(1_501), EndCause.DOWNSTREAM_BYE));
    accounting.record(call, new CallEvent.Ended(now.plusMillis(1_600), EndCause.DOWNSTREAM_BYE));

    List<String> rows =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> rows(database), stored -> !stored.isEmpty());

    assertEquals(List.of("200 tt1 2 1001"), rows);
    assertEquals(0, accounting.openCalls());
    assertTrue(accounting.deliveries().stream().anyMatch(one -> one.delivered() > 0));
  }

  private static List<String> rows(DataSource database) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select sip_code, to_tag, duration, ms_duration from acc"
                    + " where callid = 'arquillian@acceptance'");
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(
            String.join(
                " ",
                result.getString(1),
                result.getString(2),
                result.getString(3),
                result.getString(4)));
      }
    }
    return rows;
  }

  private static String text(EnterpriseArchive archive, String path) {
    try (InputStream in = archive.get(path).getAsset().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
