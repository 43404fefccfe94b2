package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import javax.sip.address.SipURI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipacc.restcomm.engine.OrphanCalls;

class OrphanRequestsTest {

  private final AtomicLong now = new AtomicLong();
  private final OrphanRequests orphans = new OrphanRequests(now::get);
  private final OrphanCalls application = new OrphanCalls();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    BiConsumer<Map<String, Object>, Integer> listener =
        (request, status) -> told.add(request.get("method") + " " + status);
    application.replyListener(listener);
  }

  @AfterEach
  void stop() {
    application.close();
  }

  private static RoutedCopy copy(SIPRequest request) {
    return new RoutedCopy(request, Optional.empty());
  }

  private void add(SIPRequest request) {
    orphans.add(copy(request), application, Map.of("method", request.getMethod()));
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    orphans.sweep();
  }

  private void answer(int status, String method) throws Exception {
    orphans.answered(Messages.response(status, method, "z9hG4bKours", "z9hG4bK1", 2));
  }

  /** What was told so far; the last one marks the end. */
  private List<String> told() {
    application.tellReply(Map.of("method", "END"), 0);
    Awaitility.await().until(() -> told.remove("END 0"));
    return told;
  }

  @Test
  void theFirstFinalStatusIsToldOnce() throws Exception {
    add(Messages.request("BYE", "z9hG4bK1", 2));
    answer(200, "BYE");
    answer(500, "BYE");
    pass(33);
    assertThat(told()).containsExactly("BYE 200");
  }

  @Test
  void aRequestThatNobodyAnswersIsToldAs408() throws Exception {
    add(Messages.request("BYE", "z9hG4bK1", 2));
    pass(31);
    assertThat(told()).isEmpty();
    pass(2);
    answer(200, "BYE");
    assertThat(told()).containsExactly("BYE 408");
  }

  @Test
  void anInviteThatRingsIsWaitedForLonger() throws Exception {
    add(Messages.request("INVITE", "z9hG4bK1", 2));
    pass(31);
    answer(180, "INVITE");
    pass(170);
    answer(183, "INVITE");
    pass(170);
    assertThat(told()).isEmpty();
    pass(20);
    assertThat(told()).containsExactly("INVITE 408");
  }

  @Test
  void theAnswerToTheCancelIsNotThatToTheInvite() throws Exception {
    add(Messages.request("INVITE", "z9hG4bK1", 2));
    answer(200, "CANCEL");
    answer(487, "INVITE");
    assertThat(told()).containsExactly("INVITE 487");
  }

  @Test
  void nobodyIsToldOfAnAck() throws Exception {
    add(Messages.request("ACK", "z9hG4bK1", 2));
    pass(200);
    assertThat(told()).isEmpty();
  }

  @Test
  void copiesAndCancelAndAckAreKnownFor64Seconds() throws Exception {
    add(Messages.request("INVITE", "z9hG4bK1", 2));
    for (String method : List.of("INVITE", "CANCEL", "ACK")) {
      assertThat(orphans.find(Messages.request(method, "z9hG4bK1", 2))).isPresent();
    }
    assertThat(orphans.find(Messages.request("BYE", "z9hG4bK1", 2))).isEmpty();
    assertThat(orphans.find(Messages.request("INVITE", "z9hG4bK1", 3))).isEmpty();
    assertThat(orphans.find(Messages.request("INVITE", "z9hG4bK2", 2))).isEmpty();
    answer(200, "INVITE");
    pass(63);
    assertThat(orphans.find(Messages.request("INVITE", "z9hG4bK1", 2))).isPresent();
    pass(2);
    assertThat(orphans.find(Messages.request("INVITE", "z9hG4bK1", 2))).isEmpty();
  }

  @Test
  void whatGoesElsewhereIsNoCopy() throws Exception {
    SIPRequest bye = Messages.request("BYE", "z9hG4bK1", 2);
    add(bye);
    OrphanRequests.Orphan orphan = orphans.find(bye).orElseThrow();
    SIPRequest elsewhere = Messages.request("BYE", "z9hG4bK1", 2);
    assertThat(orphan.isRoutedAs(copy(elsewhere))).isTrue();
    ((SipURI) elsewhere.getRequestURI()).setHost("192.0.2.1");
    assertThat(orphan.isRoutedAs(copy(elsewhere))).isFalse();
    assertThat(orphans.find(Messages.request("INFO", "z9hG4bK1", 2))).isEmpty();
  }
}
