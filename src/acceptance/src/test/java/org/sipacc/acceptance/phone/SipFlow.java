package org.sipacc.acceptance.phone;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The phones of one script. What passes between them and their peers is kept as a ladder. */
public final class SipFlow implements AutoCloseable {
  private final String name;
  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger calls = new AtomicInteger();
  private final Ladder ladder = new Ladder();
  private final List<Phone> phones = new CopyOnWriteArrayList<>();

  /**
   * @param name goes into the Call-IDs, so that a record tells which script it came from
   */
  public SipFlow(String name) {
    this.name = name;
  }

  public Phone udp(String phone) {
    return add(new Phone(phone, this, UdpTransport::new));
  }

  public Phone tcp(String phone) {
    return add(new Phone(phone, this, TcpTransport::new));
  }

  /** The flow so far. */
  public String ladder() {
    return ladder.draw("");
  }

  Ladder rungs() {
    return ladder;
  }

  /** A Call-ID nobody else has. */
  String newCallId() {
    return name + "-" + unique + "-" + calls.incrementAndGet() + "@acceptance";
  }

  public AssertionError failure(String what, String callId) {
    return new AssertionError(what + "\n" + ladder.draw(callId));
  }

  private Phone add(Phone phone) {
    phones.add(phone);
    ladder.addPhone(phone.port(), phone.name());
    return phone;
  }

  @Override
  public void close() {
    phones.forEach(Phone::close);
  }
}
