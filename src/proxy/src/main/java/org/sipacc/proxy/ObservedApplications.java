package org.sipacc.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.api.AccountingProvider;

/**
 * The requests of other applications, as they hand them over.
 *
 * <p>A session carries the name of its request as a text, and requests are found here by that name:
 * neither application's classes are held by what belongs to the other, and a call can be taken up
 * again after this application was deployed anew. Everything runs with this application's class
 * loader, so that no thread started meanwhile keeps the other's.
 */
final class ObservedApplications implements AccountingProvider {
  private static final String REQUEST = "org.sipacc.request";

  /** Before the name of the request of which the session's one is an attempt. */
  private static final String ATTEMPT_OF = "attempt ";

  /** Ended calls are looked for when so many have begun. */
  private static final int PURGE_INTERVAL = 256;

  private final Proxying proxying;
  private final ClassLoader loader = ObservedApplications.class.getClassLoader();
  private final Map<String, ObservedRequest> requests = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();

  ObservedApplications(Proxying proxying) {
    this.proxying = proxying;
  }

  @Override
  public void received(SipServletRequest request) {
    here(
        () -> {
          if (!request.isInitial()) {
            with(request, observed -> observed.received(request));
          } else if (of(request).isEmpty()) {
            begin(request);
          }
        });
  }

  private void begin(SipServletRequest request) {
    ObservedRequest observed = ObservedRequest.begin(proxying, request);
    long number = begun.incrementAndGet();
    String name = observed.dialog().map(Dialog::id).orElse("request " + number);
    requests.put(name, observed);
    request.getSession().setAttribute(REQUEST, name);
    if (number % PURGE_INTERVAL == 0) {
      requests.values().removeIf(ObservedRequest::isAbandoned);
    }
  }

  @Override
  public void handled(SipServletRequest request) {
    here(() -> with(request, observed -> observed.handled(request)));
  }

  @Override
  public void received(SipServletResponse response) {
    here(
        () ->
            with(
                response,
                observed -> {
                  if (isAttempt(response)) {
                    observed.attemptReplied(response);
                  } else {
                    observed.received(response);
                  }
                }));
  }

  @Override
  public void sending(SipServletMessage message) {
    here(
        () -> {
          if (!isAttempt(message)) {
            with(message, observed -> observed.sending(message));
          }
        });
  }

  @Override
  public void attempt(SipServletRequest request, SipServletRequest outgoing) {
    here(
        () ->
            with(
                request,
                observed -> {
                  String name = (String) request.getSession().getAttribute(REQUEST);
                  outgoing.getSession().setAttribute(REQUEST, ATTEMPT_OF + name);
                  observed.attempt(outgoing);
                }));
  }

  @Override
  public boolean doAccounting(SipServletMessage message, String type, String flags, String table) {
    return mark(message, verbs -> verbs.doAccounting(type, flags, table));
  }

  @Override
  public boolean dropAccounting(SipServletMessage message, String type, String flags) {
    return mark(message, verbs -> verbs.dropAccounting(type, flags));
  }

  @Override
  public boolean accRequest(SipServletMessage message, String type, String comment, String table) {
    return mark(message, verbs -> verbs.accRequest(type, comment, table));
  }

  @Override
  public Optional<String> accExtra(SipServletMessage message, String tag) {
    return ask(message, verbs -> verbs.extra(tag)).flatMap(Function.identity());
  }

  @Override
  public boolean setAccExtra(SipServletMessage message, String tag, String value) {
    return mark(message, verbs -> verbs.setExtra(tag, value));
  }

  @Override
  public Optional<String> accLeg(SipServletMessage message, String tag, int index) {
    return ask(message, verbs -> verbs.leg(tag, index)).flatMap(Function.identity());
  }

  @Override
  public boolean setAccLeg(SipServletMessage message, String tag, int index, String value) {
    return mark(message, verbs -> verbs.setLeg(tag, index, value));
  }

  @Override
  public boolean accNewLeg(SipServletMessage message) {
    return mark(message, AccountingVerbs::newLeg);
  }

  @Override
  public OptionalInt accCurrentLeg(SipServletMessage message) {
    return ask(message, AccountingVerbs::currentLeg).orElse(OptionalInt.empty());
  }

  @Override
  public boolean createDialog(SipServletMessage message, String flags) {
    return mark(message, verbs -> verbs.createDialog(flags));
  }

  @Override
  public boolean setDialogTimeout(SipServletMessage message, int seconds) {
    return mark(message, verbs -> verbs.setDialogTimeout(seconds));
  }

  private boolean mark(SipServletMessage message, Function<AccountingVerbs, Boolean> verb) {
    return ask(message, verb).orElse(false);
  }

  private <T> Optional<T> ask(SipServletMessage message, Function<AccountingVerbs, T> verb) {
    return call(() -> of(message).flatMap(observed -> observed.ask(message, verb)));
  }

  private void with(SipServletMessage message, Consumer<ObservedRequest> what) {
    of(message)
        .ifPresent(
            observed -> {
              what.accept(observed);
              if (observed.isOver()) {
                requests.values().remove(observed);
              }
            });
  }

  private Optional<ObservedRequest> of(SipServletMessage message) {
    return name(message).map(name -> name.replaceFirst("^" + ATTEMPT_OF, "")).flatMap(this::named);
  }

  private Optional<ObservedRequest> named(String name) {
    return Optional.ofNullable(requests.get(name))
        .or(
            () ->
                proxying
                    .accounting()
                    .dialogs()
                    .ofId(name)
                    .filter(OtherApplications::isTheirs)
                    .map(
                        dialog ->
                            requests.computeIfAbsent(
                                name, n -> ObservedRequest.former(proxying, dialog))));
  }

  private static boolean isAttempt(SipServletMessage message) {
    return name(message).filter(name -> name.startsWith(ATTEMPT_OF)).isPresent();
  }

  private static Optional<String> name(SipServletMessage message) {
    SipSession session = message.getSession();
    return session == null || !session.isValid()
        ? Optional.empty()
        : Optional.ofNullable((String) session.getAttribute(REQUEST));
  }

  private void here(Runnable what) {
    call(
        () -> {
          what.run();
          return this;
        });
  }

  private <T> T call(Supplier<T> what) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return what.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
