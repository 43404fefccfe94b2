package org.sipacc.acceptance.phone;

/** The callee's side of a call: the INVITE that came and the dialog its answer opens. */
public final class IncomingCall extends Leg {
  private final IncomingRequest invite;
  private final String tag;

  IncomingCall(Phone phone, IncomingRequest invite, String tag) {
    super(phone, invite.message().callId(), 0, dialog(invite.message(), tag));
    this.invite = invite;
    this.tag = tag;
  }

  /** RFC 3261, 12.1.1: the route set is that of the request, in order. */
  private static DialogState dialog(SipMessage invite, String tag) {
    String target = SipUri.of(invite.header("Contact").orElse(""));
    return new DialogState(
        invite.header("To").orElseThrow() + ";tag=" + tag,
        invite.header("From").orElseThrow(),
        target,
        invite.values("Record-Route"),
        SipUri.address(target));
  }

  /** The same call, answered with that To-tag: a callee of its own in a fork. */
  public IncomingCall tagged(String other) {
    return new IncomingCall(phone(), invite, other);
  }

  public IncomingRequest invite() {
    return invite;
  }

  /** Answers the INVITE with the standard phrase. */
  public IncomingRequest.Answer reply(int status) {
    return noting(invite.replyTagged(tag, status));
  }

  /** Answers the INVITE; header fields are given as {@code Name: value}. */
  public IncomingRequest.Answer reply(int status, String phrase, String... headers) {
    return noting(invite.reply(tag, status, phrase, "", headers));
  }

  /** Answers the INVITE with a session description. */
  public IncomingRequest.Answer replyWithBody(int status, String phrase, String body) {
    return noting(invite.reply(tag, status, phrase, body, "Content-Type: application/sdp"));
  }

  /** The CANCEL of this INVITE. */
  public IncomingRequest expectCancel() {
    Arrival arrival =
        phone()
            .expect(
                "a CANCEL of its INVITE",
                callId(),
                message ->
                    message.isRequest("CANCEL")
                        && message.branch().equals(invite.message().branch()));
    return new IncomingRequest(phone(), arrival);
  }

  private IncomingRequest.Answer noting(IncomingRequest.Answer answer) {
    if (answer.message().isSuccess()) {
      answered(answer.sentAt());
    }
    return answer;
  }
}
