package org.sipacc.backends.radius;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.sipacc.accounting.AccountingRecord;
import org.sipacc.accounting.CoreFields;
import org.sipacc.accounting.EndCause;
import org.sipacc.accounting.Field;
import org.sipacc.accounting.RecordKind;
import org.sipacc.accounting.TimeOrderedId;
import org.sipacc.accounting.Timing;
import org.sipacc.accounting.parameter.RadiusProfile;
import org.sipacc.journal.JournalEntry.RecordEntry;

/**
 * Makes the Accounting-Request of a record: the attributes of OpenSIPS's acc module in its order,
 * then what the RADIUS client library adds there.
 *
 * <p>A text that no attribute can hold is cut; if all of them together are too long for a packet,
 * all are cut further. So no caller can make a record that is never sent.
 */
final class AccountingRequests {
  private static final Logger LOG = System.getLogger(AccountingRequests.class.getName());

  /** RFC 2866, section 3, less the header and the attribute with the client's address. */
  private static final int MAX_BYTES = 4096 - 20 - 18;

  private static final int SHORTEST_TEXT = 15;
  private static final int SIP_PORT = 5060;
  private static final int SIP_SESSION = 15;
  private static final String STATUS_TYPE = "Acct-Status-Type";
  private static final String SERVICE_TYPE = "Service-Type";

  /** What packets hold beside the fields that parameters declare. */
  private static final List<String> NAMES =
      List.of(
          STATUS_TYPE,
          SERVICE_TYPE,
          "Sip-Response-Code",
          "Sip-Method",
          "Event-Timestamp",
          "Sip-From-Tag",
          "Sip-To-Tag",
          "Acct-Session-Id",
          "Sip-Call-Duration",
          "Sip-Call-Setuptime",
          "Sip-Call-Created",
          "Sip-Call-MSDuration",
          "Acct-Session-Time",
          "Acct-Terminate-Cause",
          "Acct-Multi-Session-Id",
          "NAS-Port",
          "Acct-Delay-Time",
          "NAS-IP-Address",
          "NAS-IPv6-Address");

  private final RadiusDictionary dictionary;
  private final long serviceType;
  private final RadiusProfile profile;

  /**
   * @param serviceType {@code service_type}; empty for the dictionary's {@code Sip-Session}
   * @throws UnencodableException if a dictionary gives an attribute a type that cannot be sent
   */
  AccountingRequests(RadiusDictionary dictionary, OptionalInt serviceType, RadiusProfile profile)
      throws UnencodableException {
    this.dictionary = dictionary;
    this.profile = profile;
    this.serviceType =
        serviceType.isPresent()
            ? serviceType.getAsInt()
            : dictionary.value(SERVICE_TYPE, "Sip-Session").orElse(SIP_SESSION);
    for (String name : NAMES) {
      dictionary.attribute(name);
    }
  }

  /**
   * The request that tells of a record.
   *
   * @param now when it is sent: Acct-Delay-Time is the time since the record was finished
   * @throws UnencodableException if no packet can carry the record; it never will
   */
  AccountingRequest of(RecordEntry entry, Instant now) throws UnencodableException {
    for (int maxText = DictionaryAttribute.MAX_VALUE; maxText >= SHORTEST_TEXT; maxText /= 2) {
      AttributeList list = new AttributeList(dictionary, maxText);
      addRecord(list, entry.record());
      addClient(list, Duration.between(entry.id().time(), now));
      if (list.bytes() <= MAX_BYTES) {
        if (list.isCut()) {
          LOG.log(
              Level.WARNING,
              "record {0}: texts were cut to {1} bytes for RADIUS",
              entry.id(),
              Integer.toString(maxText));
        }
        return new AccountingRequest(entry.id(), list.attributes());
      }
    }
    throw new UnencodableException(
        "packet length",
        "its fields do not fit into a packet of 4096 bytes; declare fewer fields for aaa");
  }

  /**
   * The request that tells of this client's start or end.
   *
   * @param status {@code Accounting-On} or {@code Accounting-Off}
   */
  AccountingRequest ofClient(String status, TimeOrderedId session, Instant now)
      throws UnencodableException {
    AttributeList list =
        new AttributeList(dictionary, DictionaryAttribute.MAX_VALUE)
            .add(STATUS_TYPE, status(status))
            .add("Event-Timestamp", now.getEpochSecond())
            .add("Acct-Session-Id", session.toString());
    addClient(list, Duration.ZERO);
    return new AccountingRequest(session, list.attributes());
  }

  private void addRecord(AttributeList list, AccountingRecord record) throws UnencodableException {
    CoreFields core = record.core();
    Timing timing = record.timing().orElse(Timing.NONE);
    boolean lasted = tellsDuration(record);
    list.add(STATUS_TYPE, status(statusOf(record)))
        .add(SERVICE_TYPE, serviceType)
        .add("Sip-Response-Code", code(core))
        .add("Sip-Method", SipMethods.number(core.method()))
        .add("Event-Timestamp", eventTime(record, timing).getEpochSecond())
        .add("Sip-From-Tag", core.fromTag())
        .add("Sip-To-Tag", core.toTag())
        .add("Acct-Session-Id", core.callId());
    if (lasted) {
      list.add("Sip-Call-Duration", timing.durationSeconds());
    }
    list.add("Sip-Call-Setuptime", timing.setupSeconds())
        .add("Sip-Call-Created", timing.created().map(Instant::getEpochSecond).orElse(0L));
    if (lasted) {
      list.add("Sip-Call-MSDuration", timing.durationMillis());
    }
    addFields(list, record.extras());
    for (List<Field> leg : record.legs()) {
      addFields(list, leg);
    }
    if (profile == RadiusProfile.FULL) {
      addStandard(list, record, timing);
    }
  }

  private static boolean tellsDuration(AccountingRecord record) {
    return record.kind() == RecordKind.CDR || record.kind() == RecordKind.INTERIM;
  }

  /** An interim record happens at its own instant (RFC 2869, section 5.3), not at the answer. */
  private static Instant eventTime(AccountingRecord record, Timing timing) {
    Instant time = record.core().time();
    return record.kind() == RecordKind.INTERIM ? time.plusMillis(timing.durationMillis()) : time;
  }

  private static void addFields(AttributeList list, List<Field> fields)
      throws UnencodableException {
    for (Field field : fields) {
      list.add(field.name(), field.value());
    }
  }

  /** What RFC 2866 has for a session, as far as a record knows it. */
  private static void addStandard(AttributeList list, AccountingRecord record, Timing timing)
      throws UnencodableException {
    if (tellsDuration(record)) {
      list.add("Acct-Session-Time", timing.durationSeconds());
    }
    if (record.endCause().isPresent()) {
      list.add("Acct-Terminate-Cause", terminateCause(record.endCause().get()));
    }
    if (record.callUid().isPresent()) {
      list.add("Acct-Multi-Session-Id", record.callUid().get().toString());
    }
  }

  /**
   * RFC 2866, section 5.10: User Request, Session Timeout, Admin Reset, NAS Reboot or Lost Service.
   */
  private static long terminateCause(EndCause cause) {
    return switch (cause) {
      case DOWNSTREAM_BYE, UPSTREAM_BYE, CANCELLED -> 1;
      case LIFETIME_TIMEOUT -> 5;
      case MI_TERMINATION -> 6;
      case UNSEEN -> 11;
      case PING_TIMEOUT, SESSION_EXPIRED -> 3;
    };
  }

  /** What OpenSIPS's client library adds; the address is added where it is known. */
  private static void addClient(AttributeList list, Duration delay) throws UnencodableException {
    list.add("NAS-Port", SIP_PORT).add("Acct-Delay-Time", delay.toSeconds());
  }

  private long status(String name) throws UnencodableException {
    return dictionary
        .value(STATUS_TYPE, name)
        .orElseThrow(
            () -> new UnencodableException(STATUS_TYPE, "no value " + name + " of " + STATUS_TYPE));
  }

  private static String statusOf(AccountingRecord record) {
    CoreFields core = record.core();
    boolean invite = core.method().equals("INVITE");
    if (record.kind() == RecordKind.CDR) {
      return "Stop";
    }
    if (record.kind() == RecordKind.INTERIM) {
      return "Alive";
    }
    if (invite && !record.withinDialog() && core.code().matches("2[0-9]{2}")) {
      return "Start";
    }
    if (core.method().equals("BYE") || core.method().equals("CANCEL")) {
      return "Stop";
    }
    return record.withinDialog() ? "Alive" : "Failed";
  }

  /** A comment without a code counts as 0. */
  private static long code(CoreFields core) {
    return core.code().isEmpty() ? 0 : Long.parseLong(core.code());
  }
}
