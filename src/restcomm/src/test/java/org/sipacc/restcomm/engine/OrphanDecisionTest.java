package org.sipacc.restcomm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sip.SipFactory;
import javax.sip.address.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

class OrphanDecisionTest {

  @BeforeAll
  static void makeAddresses() throws Exception {
    SipFactoryImpl.addressFactory = SipFactory.getInstance().createAddressFactory();
  }

  private static URI uri(String text) throws ParseException {
    return SipFactoryImpl.addressFactory.createURI(text);
  }

  private static boolean allows(Map<String, Object> entries, String uri, String... routes)
      throws ParseException {
    List<URI> uris = new ArrayList<>();
    for (String route : routes) {
      uris.add(uri(route));
    }
    return OrphanDecision.of(entries, "BYE").allows(uri(uri), uris);
  }

  @Test
  void withoutTargetsItGoesAnywhere() throws Exception {
    assertThat(allows(Map.of("relay", true), "sip:a@192.0.2.1", "sip:192.0.2.2;lr")).isTrue();
    assertThat(allows(Map.of("relay", false), "sip:a@192.0.2.1")).isFalse();
    assertThat(allows(Map.of(), "sip:a@192.0.2.1")).isFalse();
  }

  @Test
  void withATargetItGoesThereOnlyAndByNoRoute() throws Exception {
    Map<String, Object> entries =
        Map.of("relay", true, "uri", "\"A\" <sip:a@192.0.2.1;ob;method=INVITE?x=y>;expires=9");
    assertThat(allows(entries, "sip:a@192.0.2.1")).isTrue();
    assertThat(allows(entries, "sip:a@192.0.2.1;ob")).isTrue();
    for (String other :
        List.of(
            "sip:b@192.0.2.1",
            "sip:a@192.0.2.2",
            "sip:a@192.0.2.1:5070",
            "sip:a@192.0.2.1;transport=tcp",
            "sip:a@192.0.2.1;maddr=192.0.2.9",
            "sips:a@192.0.2.1",
            "tel:1")) {
      assertThat(allows(entries, other)).as(other).isFalse();
    }
    assertThat(allows(entries, "sip:a@192.0.2.1", "sip:192.0.2.2;lr")).isFalse();
  }

  @Test
  void withRoutesItGoesByExactlyThose() throws Exception {
    Map<String, Object> entries =
        Map.of("relay", true, "routes", List.of("<sip:192.0.2.2;lr>", "sip:192.0.2.3;lr"));
    String[] good = {"sip:192.0.2.2;lr", "sip:192.0.2.3;lr"};
    assertThat(allows(entries, "sip:a@192.0.2.1", good)).isTrue();
    assertThat(allows(entries, "sip:a@192.0.2.1", good[1], good[0])).isFalse();
    assertThat(allows(entries, "sip:a@192.0.2.1", good[0])).isFalse();
    assertThat(allows(entries, "sip:a@192.0.2.1")).isFalse();
  }

  @Test
  void anAnswerMayBeNamed() {
    assertThat(OrphanDecision.of(Map.of("status", 200), "BYE").answer())
        .contains(new OrphanDecision.Answer(200, "OK"));
    assertThat(OrphanDecision.of(Map.of("status", 410, "reason", "No More"), "INVITE").answer())
        .contains(new OrphanDecision.Answer(410, "No More"));
    assertThat(OrphanDecision.of(Map.of(), "BYE").answer()).isEmpty();
  }

  @Test
  void whatIsMalformedIsNamed() {
    assertThatThrownBy(() -> OrphanDecision.of(Map.of("relay", "yes"), "BYE"))
        .hasMessageContaining("relay: must be a Boolean");
    assertThatThrownBy(() -> OrphanDecision.of(Map.of("relay", true, "uri", "@"), "BYE"))
        .hasMessageContaining("uri: '@' is no URI");
    assertThatThrownBy(() -> OrphanDecision.of(Map.of("status", 200), "INVITE"))
        .hasMessageContaining("status: 200");
    assertThatThrownBy(() -> OrphanDecision.of(Map.of("status", 180), "BYE"))
        .hasMessageContaining("status: 180");
    assertThatThrownBy(
            () -> OrphanDecision.of(Map.of("status", 404, "reason", "a\r\nVia: b"), "BYE"))
        .hasMessageContaining("reason: has a control character");
  }
}
