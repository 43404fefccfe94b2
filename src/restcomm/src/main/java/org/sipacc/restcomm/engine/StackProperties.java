package org.sipacc.restcomm.engine;

import gov.nist.javax.sip.stack.timers.ScheduledExecutorSipTimer;
import java.util.Properties;
import org.mobicents.ext.javax.sip.dns.DNSAwareRouter;
import org.sipacc.restcomm.stack.LenientParserFactory;
import org.sipacc.restcomm.stack.StackLog;

/** The JAIN-SIP stack's properties. The engine is built upon the first group. */
final class StackProperties {

  private static final String NIST = "gov.nist.javax.sip.";

  private StackProperties() {}

  static Properties forServer() {
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "sipacc");
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
    properties.setProperty("javax.sip.ROUTER_PATH", DNSAwareRouter.class.getName());
    properties.setProperty(NIST + "LOOSE_DIALOG_VALIDATION", "true");
    properties.setProperty(NIST + "PASS_INVITE_NON_2XX_ACK_TO_LISTENER", "true");
    properties.setProperty(NIST + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
    properties.setProperty(NIST + "DELIVER_UNSOLICITED_NOTIFY", "true");
    properties.setProperty(NIST + "MAX_FORK_TIME_SECONDS", "64");

    properties.setProperty(NIST + "AGGRESSIVE_CLEANUP", "true");
    // Seconds after which a transaction that nobody ended is freed; without it, never.
    properties.setProperty(NIST + "MAX_TX_LIFETIME_NON_INVITE", "64");
    properties.setProperty(NIST + "MAX_TX_LIFETIME_INVITE", "86400");

    // By the monotonic clock; the default one's time-outs stop for as long as the wall clock is set
    // back.
    properties.setProperty(NIST + "TIMER_CLASS_NAME", ScheduledExecutorSipTimer.class.getName());
    properties.setProperty(NIST + "THREAD_POOL_SIZE", threads());
    properties.setProperty(NIST + "TCP_POST_PARSING_THREAD_POOL_SIZE", threads());
    properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", "1048576");
    properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", "1048576");
    properties.setProperty(NIST + "MAX_MESSAGE_SIZE", "65536");
    properties.setProperty(NIST + "STACK_LOGGER", StackLog.class.getName());
    properties.setProperty(NIST + "MESSAGE_PARSER_FACTORY", LenientParserFactory.class.getName());
    properties.setProperty(NIST + "LOG_STACK_TRACE_ON_MESSAGE_SEND", "false");
    return properties;
  }

  private static String threads() {
    return Integer.toString(Math.max(8, 2 * Runtime.getRuntime().availableProcessors()));
  }
}
