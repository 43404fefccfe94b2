package org.sipacc.restcomm.gate;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import org.junit.jupiter.api.Test;

class SignedBranchTest {

  private static final String ROUTING = "sip:b@127.0.0.1 []";

  private final SignedBranch branches = new SignedBranch(new byte[] {1});

  private static Via below(SIPResponse response) {
    return Upstream.below(response).orElseThrow();
  }

  @Test
  void copiesAndTheCancelGetTheSameBranchAndOtherRequestsAnother() throws Exception {
    SIPRequest invite = Messages.request("INVITE", "z9hG4bK1", 2);
    String branch = branches.above(invite.getTopmostVia(), invite, ROUTING);
    for (String method : new String[] {"INVITE", "CANCEL", "ACK"}) {
      SIPRequest same = Messages.request(method, "z9hG4bK1", 2);
      assertThat(branches.above(same.getTopmostVia(), same, ROUTING)).isEqualTo(branch);
    }
    SIPRequest next = Messages.request("INVITE", "z9hG4bK1", 3);
    assertThat(branches.above(next.getTopmostVia(), next, ROUTING)).isNotEqualTo(branch);
    assertThat(branches.above(invite.getTopmostVia(), invite, "sip:c@127.0.0.1 []"))
        .isNotEqualTo(branch);
  }

  @Test
  void aResponseIsKnownByItsBranchAfterARestartToo() throws Exception {
    SIPRequest bye = Messages.request("BYE", "z9hG4bK1", 2);
    String branch = branches.above(bye.getTopmostVia(), bye, ROUTING);
    SIPResponse response = Messages.response(200, "BYE", branch, "z9hG4bK1", 2);
    assertThat(new SignedBranch(new byte[] {1}).isAbove(branch, below(response), response))
        .isTrue();
    assertThat(new SignedBranch(new byte[] {2}).isAbove(branch, below(response), response))
        .isFalse();
  }

  @Test
  void aResponseToNothingIsNotKnown() throws Exception {
    SIPRequest bye = Messages.request("BYE", "z9hG4bK1", 2);
    String branch = branches.above(bye.getTopmostVia(), bye, ROUTING);
    SIPResponse elsewhere = Messages.response(200, "BYE", branch, "z9hG4bK2", 2);
    assertThat(branches.isAbove(branch, below(elsewhere), elsewhere)).isFalse();
    SIPResponse response = Messages.response(200, "BYE", branch, "z9hG4bK1", 2);
    assertThat(branches.isAbove(branch + "x", below(response), response)).isFalse();
    assertThat(branches.isAbove("z9hG4bKstateless.", below(response), response)).isFalse();
    assertThat(branches.isAbove("z9hG4bKother", below(response), response)).isFalse();
  }

  @Test
  void theRoutingIsKnownByTheBranch() throws Exception {
    SIPRequest bye = Messages.request("BYE", "z9hG4bK1", 2);
    String branch = branches.above(bye.getTopmostVia(), bye, ROUTING);
    assertThat(branches.isRoutedSo(branch, ROUTING)).isTrue();
    assertThat(branches.isRoutedSo(branch, "sip:c@127.0.0.1 []")).isFalse();
  }
}
