package org.sipacc.backends.event;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.parameter.Catalogue;
import org.sipacc.accounting.parameter.Parameters;

/** Tells a socket of alarms, as subscribers are told of records. One thread uses it at a time. */
public final class AlarmSender implements AutoCloseable {
  private final EventTransport transport;
  private final String name;

  private AlarmSender(EventTransport transport, String name) {
    this.transport = transport;
    this.name = name;
  }

  /**
   * Nothing is connected by it.
   *
   * @param name the event's name
   * @throws WrongSocketException if the socket is not understood
   */
  public static AlarmSender of(Parameters parameters, String name, String socket)
      throws WrongSocketException {
    return new AlarmSender(
        new EventTransports(
                "/sipacc/" + parameters.get(Catalogue.NODE),
                parameters.get(Catalogue.WEBHOOK_SECRET))
            .of(socket),
        name);
  }

  /** The socket as it may be shown and logged: without password. */
  public String shown() {
    return transport.shown();
  }

  /**
   * Sends an event.
   *
   * @param id the same if it is sent again
   * @throws IOException if it is not known to have come; it may be sent again
   */
  public void send(
      TimeOrderedId id, Instant at, String rule, boolean raised, Optional<Double> value)
      throws IOException, InterruptedException {
    JsonObject params =
        new JsonObject()
            .add("rule", rule)
            .add("state", raised ? "raised" : "cleared")
            .addJson("value", value.map(Object::toString).orElse("null"))
            .add("node", id.node())
            .add("time", at.getEpochSecond());
    Event event = new Event(name, id, id.toString(), at, "", params.toString());
    Outcome outcome = new Outcome();
    transport.send(List.of(event), outcome);
    if (outcome.problem.isPresent()) {
      throw new IOException(outcome.problem.get());
    }
  }

  private static final class Outcome implements Receipts {
    private Optional<String> problem = Optional.empty();

    @Override
    public void sent(int count) {
      // send returns then
    }

    @Override
    public void refused(Event event, String code, String reason) {
      problem = Optional.of(reason);
    }

    @Override
    public void failed(String reason) {
      problem = Optional.of(reason);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
