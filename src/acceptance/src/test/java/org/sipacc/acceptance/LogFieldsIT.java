package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.CallRecords;
import org.sipacc.acceptance.server.LoggedServer;

/** Extra fields in the lines that a real syslog server got over UDP. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one of them stops the syslog server
class LogFieldsIT {
  private static LoggedServer both;

  @BeforeAll
  static void start() {
    both = LoggedServer.start("log-fields", "udp");
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  @DisplayName("H01 extras follow the CDR in their order, one that was not set without a value")
  void h01(SipFlow flow) {
    Conversation talk = talked(flow, "h01");

    List<String> lines = both.linesOf(talk.callId());

    assertThat(lines).hasSize(1);
    LogLines.assertThatIsCdrOf(
        lines.get(0), "daemon.notice", "NOTICE", talk, "tt1", ";My_a=1.2.3.4;b=");
  }

  @Test
  @DisplayName("H13 one tag with two names has the same value in the line and in the row")
  void h13(SipFlow flow) {
    Conversation talk = talked(flow, "h13");

    CallRecords records = both.server().recordsOf(talk.callId());

    assertThat(records.acc()).hasSize(1);
    RowAssert.assertThat(records.acc().get(0)).hasText("src_user", "1.2.3.4");
    assertThat(both.linesOf(talk.callId())).singleElement().asString().contains(";My_a=1.2.3.4;");
  }

  @Test
  @DisplayName("the row of a call is also in a file, which has a manifest once it is complete")
  void file(SipFlow flow) throws IOException {
    Conversation talk = talked(flow, "h13");
    CallRecords records = both.server().recordsOf(talk.callId());

    String id = records.acc().get(0).text("record_id");
    Path file =
        await()
            .until(
                () -> filesWith(id),
                files -> files.size() == 1 && files.get(0).toString().endsWith(".csv"))
            .get(0);

    assertThat(Files.readString(file))
        .contains("," + talk.callId() + ",200,OK,")
        .contains(",1.2.3.4");
    assertThat(Files.readString(Path.of(file + ".manifest.json"))).contains("\"sha256\":");
  }

  private static List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(both.files(), "*.csv*")) {
      for (Path file : files) {
        if (!file.toString().endsWith(".json") && Files.readString(file).contains(text)) {
          found.add(file);
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      return List.of(); // it got its own name in between, or nothing is there yet
    }
    return found;
  }

  @Test
  @DisplayName("a caller's value cannot begin a line of its own")
  void hostile(SipFlow flow) {
    Phone bob = flow.udp("bob");
    Call call =
        flow.udp("alice")
            .invite(
                both.server().sip(),
                "sip:hostile@" + bob.address(),
                "X-Value: \"q\" =cmd|x \u0007\uD83D\uDE00 <b>");
    new Conversation(call, bob.expectInvite()).answered().callerHangsUp();

    assertThat(both.linesOf(call.callId()))
        .singleElement()
        .asString()
        .endsWith(";My_a=\"q\" =cmd|x  \uD83D\uDE00 <b>;b=");
  }

  @Test
  @DisplayName("while the syslog server is down calls go on, and their lines come afterwards")
  void down(SipFlow flow) {
    LogLines.assertThatAnOutageLosesNothing(both, flow);
  }

  private static Conversation talked(SipFlow flow, String user) {
    return Conversation.invited(flow, both.server(), user)
        .rings()
        .answered()
        .talks()
        .callerHangsUp();
  }
}
