package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.sipacc.acceptance.browser.Browser;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Phone;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.ApiClient;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** The console in Chromium, on a running server with real calls. */
@Isolated("starts a server and a browser: the scenarios with a stopwatch need the processors")
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SipFlowExtension.class)
class ConsoleIT {
  private static final String PASSWORD = "correct horse battery";
  private static final List<String> PAGES =
      List.of(
          "overview",
          "calls",
          "missed",
          "live",
          "reports",
          "carriers",
          "policy",
          "parameters",
          "health",
          "users",
          "audit");

  private static final String SCROLLS_SIDEWAYS =
      "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

  private static SipaccServer server;
  private static Browser browser;
  private static ApiClient administrator;

  @BeforeAll
  static void start() throws Exception {
    Settings settings = Settings.of("console", Repository.testResource("rest"));
    server = SipaccServer.start(settings);
    String first = Files.readString(settings.data().resolve("admin.password")).strip();
    browser = new Browser(server.console()).open("#/overview").logIn("admin", first);
    browser.expect("A password of your own").picture("first-login");
    browser.field("Password so far").sendKeys(first);
    browser.field("New password").sendKeys(PASSWORD);
    browser.field("New password again").sendKeys(PASSWORD, Keys.ENTER);
    browser.expect("Place a first call").picture("empty");
    administrator = ApiClient.nobody(server).login("admin", PASSWORD);
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  private static Conversation talked(SipFlow flow, String user) {
    Conversation talk =
        Conversation.invited(flow, server, user).rings().answered().talks().callerHangsUp();
    server.recordsOf(talk.callId());
    return talk;
  }

  @Test
  @DisplayName(
      "CO01 a call that has ended is found by how its number begins, with all there is of it")
  void search(SipFlow flow) {
    Conversation talk = talked(flow, "4930123456");
    Conversation.invited(flow, server, "4989123456").rings().refused(486, "Busy Here");

    browser.open("#/calls").field("Filter").sendKeys("callee:4930*", Keys.ENTER);
    browser.expect("callee begins with 4930").expect("4930123456").expectNo("4989123456");
    assertThat(browser.place()).contains("callee_starts=4930");
    String uid = server.summaryOf(talk.callId()).text("call_uid");
    browser.open("#/call/" + uid).expect("the caller hung up").expect(talk.callId());

    assertThat(browser.text())
        .contains("it rang", "it was answered", "acc: INVITE 200 OK", "delivered")
        .contains("alice to 4930123456", "Trace of its messages");
    browser.picture("call");
  }

  @Test
  @DisplayName("CO02 a missed call is listed, and by its callee with whom to call back")
  void missed(SipFlow flow) {
    Conversation busy =
        Conversation.invited(flow, server, "missed1").rings().refused(486, "Busy Here");
    server.awaitRows("missed_calls", busy.callId(), 1);

    browser.open("#/missed").expect("486 Busy Here").expect("missed1");
    browser.press("By callee").expect("Callers to call back").expect("missed1");
    assertThat(browser.place()).contains("by=callee");
  }

  @Test
  @DisplayName("CO03 a call that is up is shown while it is, and can be ended")
  void live(SipFlow flow) {
    Conversation up = Conversation.invited(flow, server, "live1").rings().answered();
    browser.open("#/live").expect("live1").picture("live");
    browser.press("End").expect("End this call?").press("End the call");
    up.endedByServer();

    browser.expectNo("live1");
    assertThat(server.recordsOf(up.callId()).acc()).hasSize(1);
    assertThat(administrator.get("audit").body()).contains("live-calls", "admin");
  }

  @Test
  @DisplayName("CO04 a policy that is written here counts for the next call")
  void policy(SipFlow flow) {
    talked(flow, "4950999001");
    browser.open("#/policy").expect("In force");
    String before =
        String.valueOf(browser.script("return document.querySelector('#policy-text').value"));
    edit(before.replace("flags: cdr|missed", "flags: cdr|missed, table: own_acc"));
    browser.expect("tables mended_acc, own_acc").expect("Beside the one in force");
    browser
        .press("Compare on the last calls")
        .expect("calls would be treated differently")
        .expect("cdr db own_acc INVITE 200 OK");
    browser.field("Comment").sendKeys("a table of its own");
    browser.picture("policy").press("Put in force").expect("is in force, in place of");
    Conversation talk =
        Conversation.invited(flow, server, "own").rings().answered().callerHangsUp();

    assertThat(server.awaitRows("own_acc", talk.callId(), 1)).hasSize(1);
    assertThat(browser.text()).contains("a table of its own");
    edit(before);
    browser.expect("Right: version").press("Put in force").expect("is in force, in place of");
  }

  private static void edit(String text) {
    browser.script(
        "const area = document.querySelector('#policy-text'); area.value = arguments[0];"
            + " area.dispatchEvent(new Event('input', {bubbles: true}))",
        text);
  }

  @Test
  @DisplayName(
      "CO05 a wrong policy is told with its line, and one can be tried before it is in force")
  void wrongPolicy() {
    browser.open("#/policy").expect("In force");
    edit("request:\n  - do: [rely]\n");
    browser.expect("unknown action rely; did you mean relay?").expect("2    - do: [rely]");
    edit("request:\n  - name: all of them\n    do: [{do_accounting: db}, relay]\n");
    browser.expect("Right: version").press("Try it on a request").press("Try");

    browser.expect("It is relayed to its Request-URI").expect("all of them");
  }

  @Test
  @DisplayName("CO06 what a caller writes is text, in lists, on the call's page and live")
  void hostileValues(SipFlow flow) {
    String hostile = "<img src=x onerror=window.hacked=1>";
    Phone bob = flow.udp("hostile");
    Call call =
        flow.udp("alice")
            .draft("INVITE", server.sip(), "sip:hostile@" + bob.address())
            .set("User-Agent: " + hostile)
            .set("From: \"" + hostile + "\" <sip:%3Cb%3Ealice@caller.example>;tag=ft1")
            .invite();
    Conversation talk = new Conversation(call, bob.expectInvite()).rings().answered();
    browser.open("#/live").expect("hostile");
    talk.talks().callerHangsUp();
    String uid = server.summaryOf(talk.callId()).text("call_uid");
    browser.open("#/call/" + uid).expect(hostile);
    browser
        .open("#/calls?caller=%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E")
        .expect("caller is");

    assertThat(browser.script("return window.hacked")).isNull();
    assertThat(browser.script("return document.querySelectorAll('main img').length")).isEqualTo(0L);
  }

  @Test
  @DisplayName("CO07 a report's row leads to the calls that it was made of")
  void report(SipFlow flow) {
    talked(flow, "4940111111");
    browser.open("#/reports?range=today&interval=total&group_by=callee&callee_starts=4940");
    browser.expect("4940111111").expect("100 %").picture("report");
    browser.press("4940111111");

    browser.expect("callee is 4940111111");
    assertThat(browser.place()).startsWith("#/calls?").contains("callee=4940111111", "since=");
  }

  @Test
  @DisplayName("CO08 a viewer sees numbers masked, and nothing that is not for viewers")
  void viewer(SipFlow flow) {
    talked(flow, "4950123456");
    administrator.newUser("walt", "viewer");
    try (Browser other =
        new Browser(server.console()).open("#/calls").logIn("walt", ApiClient.CHOSEN)) {
      other.expect("4950123xxx");
      assertThat(other.text()).doesNotContain("4950123456");
      assertThat(List.of("Users", "Audit", "Parameters")).noneMatch(other::offers);
      assertThat(other.open("#/users").expect("Not for your role").text()).doesNotContain("admin");
      other.open("#/policy").expect("In force");
      assertThat(other.offers("Put in force")).isFalse();
    }
  }

  @Test
  @DisplayName("CO09 one gets in and about by the keyboard alone")
  void keyboard() {
    try (Browser other = new Browser(server.console()).open("")) {
      other.expect("Log in");
      other.type("admin", Keys.TAB).type(PASSWORD, Keys.ENTER).expect("Calls today");
      other.script("document.activeElement.blur(); window.scrollTo(0, 0)");
      other.script("document.querySelector('.skip').focus()");
      assertThat(other.focus()).isEqualTo("To the content");
      other.type(Keys.TAB).type(Keys.TAB).type(Keys.TAB);
      assertThat(other.focus()).isEqualTo("Calls");
      other.type(Keys.ENTER).expect("Saved views");
      assertThat(other.place()).isEqualTo("#/calls");
    }
  }

  @Test
  @DisplayName(
      "CO10 axe-core finds nothing wrong with any page, light and narrow or dark and wide, and none"
          + " is wider than its window")
  void accessibility(SipFlow flow) {
    talked(flow, "4960123456");
    List<String> problems = new ArrayList<>();
    Map<String, Integer> looks = Map.of("light", 390, "dark", 1280);
    looks.forEach(
        (scheme, width) -> {
          browser.prefers(scheme).size(width, 1000);
          for (String page : PAGES) {
            browser.open("#/" + page).expectNo("Loading…");
            browser.picture(page + "-" + scheme + "-" + width);
            if (Boolean.TRUE.equals(browser.script(SCROLLS_SIDEWAYS))) {
              problems.add(page + " " + width + " wide: it scrolls sideways as a whole");
            }
            browser
                .accessibilityProblems()
                .forEach(problem -> problems.add(page + " " + scheme + ": " + problem));
          }
        });
    browser.prefers("light").size(1280, 1000);

    assertThat(problems).isEmpty();
  }

  @Test
  @DisplayName("CO11 the page allows no script but its own, and no frame around it")
  void contentSecurityPolicy() {
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> page =
          ApiClient.nobody(server).send(method, "/", BodyPublishers.noBody());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self' 'sha256-", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
    assertThat(
            browser.script("return typeof document.querySelector('sipacc-console').updateComplete"))
        .isEqualTo("object");
    Map<String, String> files =
        Map.of("/console/main.js", "text/javascript", "/console/console.css", "text/css");
    files.forEach(
        (path, type) ->
            assertThat(ApiClient.nobody(server).get(path).headers().firstValue("Content-Type"))
                .hasValueSatisfying(value -> assertThat(value).contains(type.substring(5))));
  }

  @Test
  @DisplayName("CO12 after the log-out the page asks for the password again")
  void logOut() {
    try (Browser other = new Browser(server.console()).open("#/health").logIn("admin", PASSWORD)) {
      other.expect("Completeness").press("Log out").expect("Log in");
      assertThat(other.text()).doesNotContain("Completeness");
    }
  }

  @Test
  @DisplayName("CO13 a record that the database refused is given to it again, mended and delivered")
  void mendedRecord(SipFlow flow) {
    server.records().execute("drop table mended_acc");
    Conversation talk =
        Conversation.invited(flow, server, "mended").rings().answered().callerHangsUp();
    String uid = server.summaryOf(talk.callId()).text("call_uid");
    browser.open("#/call/" + uid).expect("dead_letter").press("Deliver again");
    browser.expect("It was refused again: there is no table mended_acc");

    browser.open("#/health").expect("there is no table mended_acc").press("Mend");
    browser.expect("Mend this record").picture("mend");
    WebElement table = browser.field("table");
    table.clear();
    table.sendKeys("acc");
    browser.field("Why it is changed").sendKeys("the table was dropped");
    browser.press("Mend and deliver").expect("1 delivered");

    browser.open("#/call/" + uid).expect("replayed").expectNo("Deliver again");
    assertThat(server.awaitRows("acc", talk.callId(), 1)).hasSize(1);
    assertThat(administrator.get("dead-letters?state=replayed").body())
        .contains(talk.callId(), "the table was dropped");
  }

  @Test
  @DisplayName("CO14 a carrier's file is compared with our calls, and what differs leads to them")
  void carrier(SipFlow flow, @TempDir Path directory) throws Exception {
    Conversation both = talked(flow, "4970123456");
    Conversation here = talked(flow, "4970123457");
    Path file =
        Files.writeString(
            directory.resolve("carrier.csv"),
            "Start;B;Sekunden\n%1$s;4970123456;900\n%1$s;4970999999;8\n".formatted(Instant.now()));

    browser.open("#/carriers?range=hour").field("File").sendKeys(file.toString());
    browser.field("Column of the answer").sendKeys("Start");
    browser.field("Column of the called number").sendKeys("B");
    browser.field("Column of the seconds").sendKeys("Sekunden");
    browser.field("Between columns").sendKeys(";");
    browser.field("Seconds between the answers").sendKeys("60");
    browser.press("Compare").expect("In both").expect("4970999999").picture("carrier");

    assertThat(browser.text()).contains(both.callId(), here.callId(), "line 3");
    browser.press(here.callId()).expect("4970123457");
    assertThat(browser.place()).startsWith("#/calls?").contains("callid=");
  }

  @Test
  @DisplayName("CO15 on paper there are the tables, without menu, fields and buttons")
  void print(SipFlow flow) {
    talked(flow, "4980123456");
    browser.open("#/calls?callee=4980123456").expect("4980123456").expect("Log out");
    browser.onPaper(true).picture("print");
    String paper = browser.text();
    List<String> left = List.of("button", ".button", "input", "select", "nav");
    List<Object> shown = left.stream().map(ConsoleIT::shown).toList();
    browser.onPaper(false);

    assertThat(paper).contains("Calls", "4980123456").doesNotContain("Log out", "Missed calls");
    assertThat(shown).containsOnly(0L);
  }

  @Test
  @DisplayName("CO16 it is told which field goes to which column, and which the live table lacks")
  void columns() {
    server.records().execute("alter table missed_calls alter column dst_user rename to gone_user");
    try {
      browser.open("#/parameters").expect("The tables lack missed_calls.dst_user:");
      assertThat(browser.text()).contains("$rU", "id of the record", "missing");
    } finally {
      server
          .records()
          .execute("alter table missed_calls alter column gone_user rename to dst_user");
    }
    browser.open("#/parameters").expect("Is filled with").expectNo("missed_calls.dst_user");
  }

  @Test
  @DisplayName("CO17 a backend is tested by its button")
  void backend() {
    browser.open("#/health").expect("Backends").press("Test db").expect("db can be delivered to (");
  }

  @Test
  @DisplayName("CO18 each filter is typed, becomes a chip and leaves what it names, in exports too")
  void filters(SipFlow flow) {
    Conversation talk = talked(flow, "4990123456");
    String policy = server.summaryOf(talk.callId()).text("policy_version");
    Map<String, String> otherThan = new LinkedHashMap<>();
    otherThan.put("callee:4990123456", "callee:4990123457");
    otherThan.put("4990", "4991");
    otherThan.put("callee:*90123*", "callee:*90124*");
    otherThan.put("caller:alice", "caller:bob");
    otherThan.put("code:2xx", "code:486");
    otherThan.put("duration:<60", "duration:>60");
    otherThan.put("outcome:answered", "outcome:failed");
    otherThan.put("cause:Downstream BYE", "cause:Upstream BYE");
    otherThan.put("gateway:127.0.0.1", "gateway:192.0.2.1");
    otherThan.put("policy:" + policy, "policy:other");
    otherThan.put("node:0", "node:1");
    otherThan.forEach(
        (kept, other) -> {
          browser.open("#/calls?range=hour&callid=" + talk.callId());
          browser.field("Filter").sendKeys(kept, Keys.ENTER);
          expectRows(kept, 1);
          assertThat(exported()).as(kept).hasSize(2).anyMatch(row -> row.contains(talk.callId()));
          browser.field("Filter").sendKeys(other, Keys.ENTER);
          expectRows(other, 0);
          assertThat(exported()).as(other).hasSize(1);
        });
    browser.open("#/calls").field("Filter").sendKeys("colour:red", Keys.ENTER);
    browser.expect("\"colour\" is no filter here; there are");
    browser.open("#/missed").field("Filter").sendKeys("duration:>5", Keys.ENTER);
    browser.expect("\"duration\" is no filter here; there are");
  }

  private static void expectRows(String filter, int rows) {
    String chips = "return document.querySelectorAll('.chips li').length";
    String table = "return document.querySelectorAll('main tbody tr').length";
    await(filter)
        .until(
            () ->
                !browser.script(chips).equals(1L)
                    && browser.script(table).equals((long) rows)
                    && !browser.text().contains("Loading…"));
  }

  /** The lines of what the button CSV leads to. */
  private static List<String> exported() {
    Object text =
        browser.script(
            "return fetch([...document.querySelectorAll('a.button')]"
                + ".find(one => one.textContent === 'CSV').href).then(answer => answer.text())");
    return String.valueOf(text).lines().toList();
  }

  private static Object shown(String selector) {
    return browser.script(
        "return [...document.querySelectorAll(arguments[0])]"
            + ".filter(one => one.checkVisibility()).length",
        selector);
  }
}
