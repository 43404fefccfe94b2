package org.sipacc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountingTest {
  private final List<String> told = new ArrayList<>();
  private Optional<Accounting.Registration> registration = Optional.empty();

  @AfterEach
  void withdraw() {
    registration.ifPresent(Accounting.Registration::close);
  }

  private void deploy(InvocationHandler behaviour) {
    registration = Optional.of(Accounting.register(provider(behaviour)));
  }

  private static AccountingProvider provider(InvocationHandler behaviour) {
    return as(AccountingProvider.class, behaviour);
  }

  private static <T> T as(Class<T> type, InvocationHandler behaviour) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
  }

  private <T extends SipServletMessage> T message(Class<T> type) {
    return as(
        type,
        (proxy, method, arguments) -> {
          told.add(method.getName());
          return null;
        });
  }

  @Test
  void withoutSipaccVerbsDoNothingAndAreCounted() {
    long before = Accounting.refused();
    Accounting accounting = Accounting.of(message(SipServletRequest.class));

    assertThat(Accounting.available()).isFalse();
    assertThat(accounting.doAccounting("db", "cdr")).isFalse();
    assertThat(accounting.setAccExtra("src", "alice")).isFalse();
    assertThat(accounting.accExtra("src")).isEmpty();
    assertThat(accounting.accCurrentLeg()).isEqualTo(OptionalInt.empty());
    assertThat(Accounting.refused() - before).isEqualTo(4);
  }

  @Test
  void withoutSipaccMessagesAreSentAllTheSame() throws IOException {
    Accounting.send(message(SipServletResponse.class));

    assertThat(told).containsExactly("send");
  }

  @Test
  void sipaccSeesAMessageBeforeItIsSent() throws IOException {
    deploy(
        (proxy, method, arguments) -> {
          told.add(method.getName());
          return null;
        });

    Accounting.send(message(SipServletResponse.class));

    assertThat(told).containsExactly("sending", "send");
  }

  @Test
  void verbsReachSipaccWithTheirWords() {
    deploy(
        (proxy, method, arguments) ->
            told.add(method.getName() + List.of(arguments).subList(1, arguments.length)));
    Accounting accounting = Accounting.of(message(SipServletRequest.class));

    assertThat(accounting.doAccounting("db|log", "cdr|missed", "my_acc")).isTrue();
    accounting.dropAccounting("db");
    accounting.accDbRequest("404 Not here", "missed_calls");
    accounting.setAccLeg("caller", "alice");

    assertThat(told)
        .containsExactly(
            "doAccounting[db|log, cdr|missed, my_acc]",
            "dropAccounting[db, ]",
            "accRequest[db, 404 Not here, missed_calls]",
            "setAccLeg[caller, -1, alice]");
  }

  @Test
  void aFailureOfSipaccDoesNotHinderTheCall() throws IOException {
    deploy(
        (proxy, method, arguments) -> {
          throw new IllegalStateException("the journal is closed");
        });
    long before = Accounting.refused();

    assertThat(Accounting.of(message(SipServletRequest.class)).doAccounting("db")).isFalse();
    Accounting.send(message(SipServletResponse.class));

    assertThat(told).containsExactly("send");
    assertThat(Accounting.refused() - before).isEqualTo(2);
  }

  @Test
  void aWrongWordIsTheCallersFault() {
    deploy(
        (proxy, method, arguments) -> {
          throw new IllegalArgumentException("unknown dbb");
        });

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Accounting.of(message(SipServletRequest.class)).doAccounting("dbb"))
        .withMessage("unknown dbb");
  }

  @Test
  void thereIsOneSipacc() {
    deploy((proxy, method, arguments) -> null);

    assertThatIllegalStateException()
        .isThrownBy(() -> Accounting.register(provider((proxy, method, arguments) -> null)))
        .withMessageContaining("undeploy the other");
  }

  @Test
  void closingAnOldRegistrationAgainLeavesTheNewOne() {
    Accounting.Registration old = Accounting.register(provider((proxy, method, arguments) -> null));
    old.close();
    deploy((proxy, method, arguments) -> null);

    old.close();

    assertThat(Accounting.available()).isTrue();
    assertThat(registration.orElseThrow().isFirst()).isFalse();
  }

  @Test
  void nothingRefersToSipaccOnceItIsWithdrawn() throws InterruptedException {
    AccountingProvider gone = provider((proxy, method, arguments) -> null);
    WeakReference<AccountingProvider> reference = new WeakReference<>(gone);
    Accounting.Registration closed = Accounting.register(gone);
    Accounting accounting = Accounting.of(message(SipServletRequest.class));
    accounting.doAccounting("db");
    closed.close();
    gone = null;

    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(reference.get()).isNull();
    assertThat(accounting.doAccounting("db")).isFalse();
  }
}
