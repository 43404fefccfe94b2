package org.sipacc.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sipacc.acceptance.deployer.Deployer;
import org.sipacc.acceptance.phone.Call;
import org.sipacc.acceptance.phone.Sent;
import org.sipacc.acceptance.phone.SipFlow;
import org.sipacc.acceptance.phone.SipFlowExtension;
import org.sipacc.acceptance.server.Applications;
import org.sipacc.acceptance.server.Repository;
import org.sipacc.acceptance.server.Row;
import org.sipacc.acceptance.server.SipaccServer;
import org.sipacc.acceptance.server.SipaccServer.Settings;

/** Other applications while sipacc goes away and comes back, in the same process. */
@ExtendWith(SipFlowExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class RedeploymentIT {
  private static final String EAR = "sipacc.ear";

  private static SipaccServer server;

  @BeforeAll
  static void start() {
    Applications applications =
        Applications.none()
            .withSample("uas")
            .withSample("proxy")
            .routedBy(
                Applications.route(
                    "INVITE",
                    "sample-uas",
                    ".*@announcement",
                    "sample-proxy",
                    ".*forward-",
                    "sipacc",
                    ".*settle@",
                    "sipacc",
                    ".*e29@"));
    Path deployer = applications.directory().resolve("deployer.war");
    ShrinkWrap.create(WebArchive.class, "deployer.war")
        .addClass(Deployer.class)
        .as(ZipExporter.class)
        .exportTo(deployer.toFile());
    server =
        SipaccServer.start(
            Settings.of("redeployment", Repository.testResource("acceptance")),
            List.of("--apps", applications.directory().toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String deployer(String what) throws IOException, InterruptedException {
    URI uri = server.console().resolve("/deployer/" + what);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(what + ": " + response.body()).isEqualTo(200);
    return response.body();
  }

  private static void undeploy() throws IOException, InterruptedException {
    deployer("undeploy?archive=" + EAR);
    assertThat(deployer("available")).isEqualTo("false");
  }

  private static void deploy() throws IOException, InterruptedException {
    Path ear = server.settings().data().resolve("server/apps").resolve(EAR);
    deployer("deploy?archive=" + URLEncoder.encode(ear.toString(), StandardCharsets.UTF_8));
    assertThat(deployer("available")).isEqualTo("true");
  }

  private static Call answered(SipFlow flow) {
    Call call = flow.udp("alice").invite(server.sip(), "sip:hello@announcement");
    call.expect(200);
    call.ack();
    return call;
  }

  @Test
  @DisplayName("JR01 a call that was up while sipacc was deployed anew has its whole CDR")
  void callAcrossARedeployment(SipFlow flow) throws Exception {
    Call call = answered(flow);
    undeploy();
    deploy();
    call.bye().expect(200);

    List<Row> rows = server.awaitRows("acc", call.callId(), 1);
    server.settle();

    assertThat(server.records().ofCall("acc", call.callId())).hasSize(1);
    assertThat(rows.get(0).number("ms_duration"))
        .isBetween(call.talked().toMillis() - 150, call.talked().toMillis() + 150);
    assertThat(rows.get(0).text("dst_user")).isEqualTo("sip:hello@announcement");
  }

  @Test
  @DisplayName("JR02 without sipacc calls go on, and what is not accounted is counted")
  void callWithoutSipacc(SipFlow flow) throws Exception {
    undeploy();
    long before = Long.parseLong(deployer("refused"));
    Call unaccounted = answered(flow);
    unaccounted.bye().expect(200);
    assertThat(Long.parseLong(deployer("refused"))).isGreaterThan(before);
    deploy();

    Call call = answered(flow);
    call.bye().expect(200);
    server.awaitRows("acc", call.callId(), 1);
    server.settle();

    assertThat(server.records().ofCall("acc", unaccounted.callId())).isEmpty();
    assertThat(server.logLines("sipacc is not deployed or not started")).isNotEmpty();
  }

  @Test
  @DisplayName("JR03 a call that another application proxies has its CDR across a redeployment")
  void proxiedCallAcrossARedeployment(SipFlow flow) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "forward-1").rings().answered();
    undeploy();
    deploy();
    talk.talks().calleeHangsUp();

    hasOneCdr(talk);
  }

  @Test
  @DisplayName("F01 a call through sipacc itself has its CDR when the EAR is deployed anew")
  void ownCallAcrossARedeployment(SipFlow flow) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "e29").rings().answered();
    undeploy();
    deploy();
    talk.talks().callerHangsUp();

    hasOneCdr(talk);
  }

  @Test
  @DisplayName("F01 its INFO and the callee's BYE are passed on after the EAR was deployed anew")
  void ownCallWithInfoAcrossARedeployment(SipFlow flow) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "e29").rings().answered();
    undeploy();
    deploy();
    Sent info = talk.call().request("INFO");
    talk.incoming().expectRequest("INFO").reply(200);
    info.expect(200);
    talk.talks().calleeHangsUp();

    hasOneCdr(talk);
  }

  @Test
  @DisplayName("F02 a call through sipacc that rings while the EAR is deployed anew comes up")
  void ringingCallAcrossARedeployment(SipFlow flow) throws Exception {
    Conversation talk = Conversation.invited(flow, server, "e29").rings();
    undeploy();
    deploy();
    talk.answered().talks().callerHangsUp();

    hasOneCdr(talk);
  }

  private static void hasOneCdr(Conversation talk) {
    List<Row> rows = server.awaitRows("acc", talk.callId(), 1);
    server.settle();
    assertThat(server.records().ofCall("acc", talk.callId())).hasSize(1);
    assertThat(rows.get(0).number("ms_duration"))
        .isBetween(talk.call().talked().toMillis() - 150, talk.call().talked().toMillis() + 150);
  }
}
