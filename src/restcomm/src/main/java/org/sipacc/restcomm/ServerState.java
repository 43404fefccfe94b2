package org.sipacc.restcomm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this server process has come to: where it listens, which SIP applications are up and which
 * could not be deployed.
 *
 * <p>One per process, in the class loader of {@code lib/}. It is complete when Tomcat's {@code
 * Server} fires {@code AFTER_START_EVENT} to listeners that stand after {@link SipServer} in
 * server.xml: the applications in {@code apps/} were deployed before, and calls are taken.
 */
public final class ServerState {

  private static final ServerState CURRENT = new ServerState();

  private final List<ListenAddress> listening = new CopyOnWriteArrayList<>();
  private final Set<String> applications = new ConcurrentSkipListSet<>();
  private final List<DeploymentFailure> failures = new CopyOnWriteArrayList<>();

  private ServerState() {}

  /** The state of this process. */
  public static ServerState current() {
    return CURRENT;
  }

  /** The addresses on which SIP is taken, in the order they were configured. */
  public List<ListenAddress> listening() {
    return List.copyOf(listening);
  }

  /** The names ({@code app-name} of sip.xml) of the SIP applications that are up, sorted. */
  public List<String> applications() {
    return List.copyOf(applications);
  }

  /** The applications that could not be deployed, in the order they failed. */
  public List<DeploymentFailure> failures() {
    return List.copyOf(failures);
  }

  /** Whether a call can be taken: SIP is listened to and at least one SIP application is up. */
  public boolean takesCalls() {
    return !listening.isEmpty() && !applications.isEmpty();
  }

  /** The first reason why an application did not come up, if any. */
  public Optional<String> firstFailure() {
    return failures.stream().findFirst().map(DeploymentFailure::message);
  }

  void listeningOn(ListenAddress address) {
    listening.add(address);
  }

  void deployed(String application) {
    applications.add(application);
  }

  void undeployed(String application) {
    applications.remove(application);
  }

  void failed(DeploymentFailure failure) {
    failures.add(failure);
  }

  void stopped() {
    listening.clear();
    applications.clear();
  }
}
