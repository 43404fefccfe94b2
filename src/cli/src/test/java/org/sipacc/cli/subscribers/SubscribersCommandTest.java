package org.sipacc.cli.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipacc.cli.CommandRun.sipacc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipacc.cli.CommandRun;
import org.sipacc.persistence.url.DatabaseUrl;
import org.sipacc.sip.digest.DigestAlgorithm;

class SubscribersCommandTest {
  @TempDir private Path data;
  @TempDir private Path config;

  @BeforeAll
  static void keepTheDatabaseOnThisMachine() {
    System.setProperty("h2.bindAddress", "127.0.0.1");
  }

  @BeforeEach
  void database() throws SQLException {
    rows("select 1");
  }

  private List<String> rows(String sql) throws SQLException {
    DatabaseUrl url = DatabaseUrl.embedded(data);
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        texts.add(String.join(" ", row));
      }
      return texts;
    }
  }

  private CommandRun subscribers(String... words) {
    List<String> line =
        new ArrayList<>(
            List.of("subscribers", "--config", config.toString(), "--data", data.toString()));
    line.addAll(List.of(words));
    return sipacc(line.toArray(String[]::new));
  }

  private void configured(String parameters) throws IOException {
    Files.writeString(config.resolve("sipacc.yaml"), parameters);
  }

  @Test
  void theFirstOneMakesTheTableAndItsHashIsWhatAPhoneShows() throws Exception {
    configured("auth_db: {hash_column_sha256: ha1_sha256}");

    CommandRun run = subscribers("set", "alice", "--realm", "r.example", "--password=secret");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("table subscriber made\nalice has a new password\n");
    assertThat(rows("select username, ha1, ha1_sha256 from subscriber"))
        .containsExactly(
            "alice "
                + DigestAlgorithm.MD5.hash("alice", "r.example", "secret")
                + " "
                + DigestAlgorithm.SHA_256.hash("alice", "r.example", "secret"));
    // printf alice:r.example:secret | md5sum
    assertThat(DigestAlgorithm.MD5.hash("alice", "r.example", "secret"))
        .isEqualTo("79b09ccf4a4997b056e90cd2aaeae166");
  }

  @Test
  void aSecondPasswordTakesThePlaceOfTheFirst() throws Exception {
    configured("auth_db: {calculate_ha1: 1, password_column: password}");
    subscribers("set", "alice", "--password=first");
    subscribers("set", "bob", "--domain", "b.example", "--password=other");

    CommandRun run = subscribers("set", "alice", "--password=second");

    assertThat(run.out()).isEqualTo("alice has a new password\n");
    assertThat(rows("select username, password from subscriber order by 1"))
        .containsExactly("alice second", "bob other");
    assertThat(subscribers().out().lines()).anyMatch(line -> line.matches("bob +b.example"));
  }

  @Test
  void oneThatIsRemovedIsGoneAndOneThatIsNotThereIsSaid() throws Exception {
    configured("auth_db: {calculate_ha1: 1, password_column: password}");
    subscribers("set", "alice", "--password=first");

    assertThat(subscribers("remove", "alice").out()).isEqualTo("alice is no subscriber any more\n");
    assertThat(rows("select * from subscriber")).isEmpty();
    assertThat(subscribers("remove", "alice"))
        .isEqualTo(new CommandRun(1, "", "sipacc: there is no subscriber alice\n"));
  }

  @Test
  void aHashNeedsItsRealmAndATableAName() throws IOException {
    configured("auth_db: {}");

    assertThat(subscribers("set", "alice", "--password=x").err()).contains("with --realm");
    assertThat(subscribers("--table", "a;b").err()).contains("is no name of a table");
    assertThat(subscribers("set", "alice", "--realm", "r").status()).isEqualTo(2);
  }
}
