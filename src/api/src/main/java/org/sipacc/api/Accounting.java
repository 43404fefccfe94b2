package org.sipacc.api;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * The verbs of OpenSIPS's acc module for one request, or for the call it belongs to.
 *
 * <pre>{@code
 * Accounting.of(request).doAccounting("db|log", "cdr|missed");
 * }</pre>
 *
 * <h2>What is recorded</h2>
 *
 * <p>An application tells accounting what happens: {@link AccountedServlet} does so for what comes
 * in, {@link #send} for what the application sends itself. What it is, accounting sees from that.
 *
 * <table>
 * <caption>By kind of application</caption>
 * <tr><th>It</th><th>the accounted call is</th><th>the record is of</th></tr>
 * <tr><td>proxies</td><td>the one it proxies</td><td>the final reply that the container sends
 * upstream; each target's final reply is an attempt's outcome</td></tr>
 * <tr><td>answers (user agent server)</td><td>the one it answers</td><td>the final reply it sends
 * by {@link #send}</td></tr>
 * <tr><td>is back to back</td><td>the caller's side, the A-leg</td><td>the final reply it sends to
 * the caller by {@link #send}; the B-leg is an attempt, if {@link #attempt} says so</td></tr>
 * </table>
 *
 * <p>The call begins with its INVITE, is answered with the 2xx and ends with the first BYE of
 * either side: one that comes in, or one that the application sends by {@link #send}. The reply to
 * the BYE completes the record; without one it is complete {@code fr_timeout} after the BYE. Extra
 * and leg values are read then. A call without any BYE ends with its lifetime. A CANCEL ends a call
 * that is not answered with 487. Other requests, those within a call too, are accounted by
 * themselves if they are marked, as with do_accounting.
 *
 * <h2>While sipacc is not there</h2>
 *
 * <p>It may start later, stop, or be deployed again. {@link #available()} tells; meanwhile verbs do
 * nothing and say so: those that answer with a boolean say false, values are empty. Each is counted
 * ({@link #refused()}) and the first is logged. Calls are never hindered. A call that was marked
 * before sipacc was deployed again is known to it afterwards, and gets its record.
 *
 * <p>Instances hold the message and nothing else: make them when needed. Thread-safe as far as the
 * container's messages are.
 */
public final class Accounting {
  private static final Logger LOG = ownLogger();
  private static final int LAST_LEG = -1;

  private static final AtomicReference<AccountingProvider> PROVIDER = new AtomicReference<>();
  private static final AtomicLong REFUSED = new AtomicLong();
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final AtomicBoolean FIRST = new AtomicBoolean(true);

  private final SipServletMessage message;

  private Accounting(SipServletMessage message) {
    this.message = message;
  }

  /**
   * The logger of the container, not of the application that happens to come here first: Tomcat
   * gives each its own, and closes it when that application is undeployed.
   */
  private static Logger ownLogger() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Accounting.class.getClassLoader());
    try {
      return System.getLogger(Accounting.class.getName());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Whether sipacc is there: verbs have an effect. */
  public static boolean available() {
    return PROVIDER.get() != null;
  }

  /**
   * How many verbs and messages of this process fell on nobody, or failed: sipacc was not there, or
   * could not take them.
   */
  public static long refused() {
    return REFUSED.get();
  }

  /**
   * Accounting of a request. Of a reply, it is that of its request.
   *
   * @param message one that has been handed over; of a back-to-back application, the A-leg's
   */
  public static Accounting of(SipServletMessage message) {
    return new Accounting(Objects.requireNonNull(message, "message"));
  }

  /**
   * Hands over a message that came in, as {@code SipServlet.service} gets it. {@link
   * AccountedServlet} does it by itself.
   *
   * @param request null if it is a reply
   * @param response null if it is a request
   */
  public static void take(ServletRequest request, ServletResponse response) {
    if (request instanceof SipServletRequest in) {
      tell(provider -> provider.received(in));
    } else if (response instanceof SipServletResponse in) {
      tell(provider -> provider.received(in));
    }
  }

  static void handled(SipServletRequest request) {
    tell(provider -> provider.handled(request));
  }

  /**
   * Sends a message that the application made: instead of {@code message.send()}. Needed for final
   * replies, and for BYEs of the A-leg; welcome for all.
   *
   * @throws IOException if the container cannot send it
   */
  public static void send(SipServletMessage message) throws IOException {
    tell(provider -> provider.sending(message));
    message.send();
  }

  /**
   * {@code do_accounting(type)}: the request is accounted at these backends.
   *
   * @param type {@code log}, {@code db}, {@code aaa}, {@code evi}, or several joined by |
   * @return false if nothing is marked: sipacc is not there, the message was not handed over, a
   *     backend is not configured, or it is a CANCEL and {@code report_cancels} is off
   * @throws IllegalArgumentException if a word is unknown
   */
  public boolean doAccounting(String type) {
    return doAccounting(type, "", "");
  }

  /**
   * {@code do_accounting(type, flags)}: adds to what was marked before.
   *
   * @param type as in {@link #doAccounting(String)}
   * @param flags {@code cdr} for one record of the whole call in place of its INVITE's, {@code
   *     missed} for a record of each attempt that failed, {@code failed} for records of requests
   *     that failed; several joined by |
   */
  public boolean doAccounting(String type, String flags) {
    return doAccounting(type, flags, "");
  }

  /**
   * {@code do_accounting(type, flags, table)}.
   *
   * @param flags as in {@link #doAccounting(String, String)}; "" for none
   * @param table of the database's records, missed ones excepted: one of {@code db_table_acc},
   *     {@code db_table_missed_calls}, or one that the policy names, for those are made
   */
  public boolean doAccounting(String type, String flags, String table) {
    return ask(provider -> provider.doAccounting(message, type, flags, table), false);
  }

  /** {@code drop_accounting()}: takes back all marks; nothing is recorded of it. */
  public boolean dropAccounting() {
    return dropAccounting("", "");
  }

  /** {@code drop_accounting(type)}: takes back all marks for these backends. */
  public boolean dropAccounting(String type) {
    return dropAccounting(type, "");
  }

  /**
   * {@code drop_accounting(type, flags)}: takes back these flags, in a call with {@code cdr} those
   * of the call too.
   *
   * @return false if nothing had been marked
   */
  public boolean dropAccounting(String type, String flags) {
    return ask(provider -> provider.dropAccounting(message, type, flags), false);
  }

  /**
   * {@code acc_log_request(comment)}: a line in the log at once, whatever is marked.
   *
   * @param comment a status code and a reason, as {@code "404 Not here"}
   * @return false if it is not recorded
   */
  public boolean accLogRequest(String comment) {
    return accRequest("log", comment, "");
  }

  /**
   * {@code acc_db_request(comment, table)}: a row at once, whatever is marked.
   *
   * @param table as in {@link #doAccounting(String, String, String)}
   */
  public boolean accDbRequest(String comment, String table) {
    return accRequest("db", comment, table);
  }

  /** {@code acc_aaa_request(comment)}: an accounting request to the RADIUS server at once. */
  public boolean accAaaRequest(String comment) {
    return accRequest("aaa", comment, "");
  }

  /** {@code acc_evi_request(comment)}: an event at once. */
  public boolean accEviRequest(String comment) {
    return accRequest("evi", comment, "");
  }

  private boolean accRequest(String type, String comment, String table) {
    return ask(provider -> provider.accRequest(message, type, comment, table), false);
  }

  /** {@code $acc_extra(tag)}: the value of a field of {@code extra_fields}; empty if unset. */
  public Optional<String> accExtra(String tag) {
    return ask(provider -> provider.accExtra(message, tag), Optional.empty());
  }

  /**
   * {@code $acc_extra(tag) = value}. In a call with {@code cdr} it is the call's, until the BYE is
   * answered.
   *
   * @param value "" deletes it
   * @return false if {@code extra_fields} declares no such tag
   */
  public boolean setAccExtra(String tag, String value) {
    return ask(provider -> provider.setAccExtra(message, tag, value), false);
  }

  /** {@code $acc_leg(tag)}: the value of a field of {@code leg_fields} in the last leg. */
  public Optional<String> accLeg(String tag) {
    return accLeg(tag, LAST_LEG);
  }

  /**
   * {@code $(acc_leg(tag)[index])}.
   *
   * @param index of the leg from 0 on, or from the last one, which is -1, backwards
   */
  public Optional<String> accLeg(String tag, int index) {
    return ask(provider -> provider.accLeg(message, tag, index), Optional.empty());
  }

  /** {@code $acc_leg(tag) = value}: in the last leg. */
  public boolean setAccLeg(String tag, String value) {
    return setAccLeg(tag, LAST_LEG, value);
  }

  /**
   * {@code $(acc_leg(tag)[index]) = value}.
   *
   * @param value "" deletes it
   * @return false if there is no such leg, or {@code leg_fields} declares no such tag
   */
  public boolean setAccLeg(String tag, int index, String value) {
    return ask(provider -> provider.setAccLeg(message, tag, index, value), false);
  }

  /** {@code acc_new_leg()}: a further leg without values; without {@code leg_fields} no effect. */
  public boolean accNewLeg() {
    return ask(provider -> provider.accNewLeg(message), false);
  }

  /** {@code $acc_current_leg}: the last leg's index; empty without {@code leg_fields}. */
  public OptionalInt accCurrentLeg() {
    return ask(provider -> provider.accCurrentLeg(message), OptionalInt.empty());
  }

  /**
   * {@code create_dialog(flags)}: every call is followed anyway; this replaces its flags.
   *
   * @param flags letters or words of the dialog module; those by which sipacc would send requests
   *     itself (bye-on-timeout, pings) have no effect, for the dialog is the application's
   * @return false outside of calls
   * @throws IllegalArgumentException if a flag is unknown
   */
  public boolean createDialog(String flags) {
    return ask(provider -> provider.createDialog(message, flags), false);
  }

  /**
   * {@code $DLG_timeout = seconds}: how long the call may last, from now on if it is answered. When
   * that is over its record is made; no BYE is sent.
   *
   * @return false outside of calls
   */
  public boolean setDialogTimeout(int seconds) {
    return ask(provider -> provider.setDialogTimeout(message, seconds), false);
  }

  /**
   * Of a back-to-back application: the request to the callee, before it is sent, is an attempt of
   * the call that this request started. Provisional and final replies to it are then part of the
   * call's summary, and one that fails gives the record of the flag {@code missed}.
   *
   * @return false if the message starts no call that was handed over
   */
  public boolean attempt(SipServletRequest outgoing) {
    return message instanceof SipServletRequest request
        && ask(
            provider -> {
              provider.attempt(request, outgoing);
              return true;
            },
            false);
  }

  /**
   * Registers what does the accounting: for sipacc alone.
   *
   * @return withdraws it, after which nothing here refers to it
   * @throws IllegalStateException if there is one already
   */
  public static Registration register(AccountingProvider provider) {
    Objects.requireNonNull(provider, "provider");
    if (!PROVIDER.compareAndSet(null, provider)) {
      throw new IllegalStateException(
          "accounting is registered already: undeploy the other sipacc application first");
    }
    TOLD.set(false);
    return new Registration(provider, FIRST.getAndSet(false));
  }

  /** That accounting is there, until it is closed. */
  public static final class Registration implements AutoCloseable {
    private final AtomicReference<AccountingProvider> registered;
    private final boolean first;

    private Registration(AccountingProvider provider, boolean first) {
      this.registered = new AtomicReference<>(provider);
      this.first = first;
    }

    /**
     * Whether it was the first of this process: otherwise calls of an earlier one may be up in
     * their applications.
     */
    public boolean isFirst() {
      return first;
    }

    @Override
    public void close() {
      AccountingProvider provider = registered.getAndSet(null);
      if (provider != null) {
        PROVIDER.compareAndSet(provider, null);
      }
    }
  }

  private static void tell(Consumer<AccountingProvider> what) {
    ask(
        provider -> {
          what.accept(provider);
          return true;
        },
        false);
  }

  private static <T> T ask(Function<AccountingProvider, T> question, T refusal) {
    AccountingProvider provider = PROVIDER.get();
    if (provider == null) {
      REFUSED.incrementAndGet();
      if (!TOLD.getAndSet(true)) {
        LOG.log(
            Level.WARNING,
            "sipacc is not deployed or not started: nothing is accounted until it is");
      }
      return refusal;
    }
    try {
      return question.apply(provider);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      REFUSED.incrementAndGet();
      LOG.log(Level.ERROR, "accounting failed; the call goes on", e);
      return refusal;
    }
  }
}
