package org.sipacc.service.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.sipacc.accounting.configuration.ConfigurationException;
import org.sipacc.accounting.configuration.ConfigurationFile;
import org.sipacc.accounting.dryrun.DryRun;
import org.sipacc.accounting.dryrun.DryRunResult;
import org.sipacc.accounting.dryrun.PolicyComparison;
import org.sipacc.accounting.dryrun.SipRequest;
import org.sipacc.accounting.parameter.Parameters;
import org.sipacc.accounting.policy.Policy;
import org.sipacc.accounting.policy.PolicyReader;
import org.sipacc.persistence.schema.SchemaException;
import org.sipacc.persistence.schema.SchemaUnavailableException;
import org.sipacc.service.policy.PolicyChange.How;
import org.sipacc.service.policy.PolicyRefusedException.Reason;

/**
 * The node's policies: the one in force, which can be replaced while calls go on, and those before
 * it. A call keeps the policy that it began with; so do its records, which carry its version.
 *
 * <p>A replacement is read and checked whole, its tables are made, it is written down, and only
 * then takes effect. Whatever fails before, the policy in force stays. One change at a time: a
 * second one is refused and not kept waiting, since its author should see the first.
 */
public final class Policies {
  private static final Logger LOG = System.getLogger(Policies.class.getName());

  private final PolicyStore store;
  private final Parameters parameters;
  private final Clock clock;
  private final StartChoice choice;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Policy active;
  private volatile PolicyTables tables = policy -> {};

  private Policies(PolicyStore store, Parameters parameters, Clock clock, StartChoice choice) {
    this.store = store;
    this.parameters = parameters;
    this.clock = clock;
    this.choice = choice;
    this.active = choice.policy();
  }

  /**
   * The policies as a start finds them. {@link #started} must follow when the server is up.
   *
   * @param directory where versions and history are kept
   * @param file the configuration's {@code policy.yaml}
   * @throws ConfigurationException if the file is wrong; it names file, line and column
   * @throws UncheckedIOException if the directory cannot be used
   */
  public static Policies open(
      Path directory, ConfigurationFile file, Parameters parameters, Clock clock) {
    PolicyStore store = PolicyStore.open(directory);
    return new Policies(store, parameters, clock, StartChoice.of(file, parameters, store));
  }

  /**
   * Writes down what the server started with, if that is news.
   *
   * @param tables prepares the tables of each further policy
   * @throws UncheckedIOException if it cannot be written
   */
  public void started(PolicyTables tables) {
    this.tables = tables;
    if (choice.comment().isPresent()) {
      ConfigurationFile file = choice.file();
      try {
        String source = end(file.source(), PolicyChange.MAX_NAME);
        store.keep(
            change(active.version(), How.STARTED, "", choice.comment().get(), source), file.text());
      } catch (IOException e) {
        throw new UncheckedIOException("the policy cannot be kept: " + e.getMessage(), e);
      }
    }
  }

  /** The policy in force at this moment. */
  public Policy active() {
    return active;
  }

  /** The changes, oldest first; of very many only the newest. The last one made the active. */
  public List<PolicyChange> history() {
    return store.history().changes();
  }

  /** The text of a version; empty if it was never in force here. */
  public Optional<String> text(String version) {
    return store.text(version).map(ConfigurationFile::text);
  }

  /** The version that was in force before the active one; empty if there was none. */
  public Optional<String> previous() {
    Optional<String> previous = Optional.empty();
    String current = active.version();
    for (PolicyChange entry : history()) {
      if (!entry.version().equals(current)) {
        previous = Optional.of(entry.version());
      }
    }
    return previous;
  }

  /**
   * Reads and checks a policy, and changes nothing.
   *
   * @throws PolicyRefusedException if it is wrong
   */
  public Policy check(ConfigurationFile file) {
    try {
      return PolicyReader.read(file, parameters);
    } catch (ConfigurationException e) {
      throw new PolicyRefusedException(Reason.WRONG, e.getMessage(), e);
    }
  }

  /**
   * What a policy would do with a request, and which records would come of it. Nothing is done.
   *
   * @param file the policy; empty for the one in force
   * @throws PolicyRefusedException if it is wrong
   */
  public DryRunResult tryOut(Optional<ConfigurationFile> file, SipRequest request) {
    return new DryRun(file.map(this::check).orElse(active), parameters, clock).run(request);
  }

  /**
   * What a policy would do otherwise with calls that were made than the one in force. Nothing is
   * done.
   *
   * @throws PolicyRefusedException if it is wrong
   */
  public PolicyComparison comparison(ConfigurationFile file) {
    return new PolicyComparison(active, check(file), parameters);
  }

  /**
   * Puts a policy in force. One that is in force already changes nothing.
   *
   * @param file its text, and a name for it in messages and in the history
   * @param expected the version that the author believes to be in force, if that matters
   * @return the version now in force
   * @throws PolicyRefusedException if it does not take effect; the one in force stays
   */
  public String activate(
      ConfigurationFile file, String author, String comment, Optional<String> expected) {
    return exclusively(expected, () -> replace(check(file), file, How.ACTIVATED, author, comment));
  }

  /**
   * Puts a version that is kept in force again, see {@link #activate}.
   *
   * @param version empty for the one before the active
   */
  public String rollBack(
      Optional<String> version, String author, String comment, Optional<String> expected) {
    return exclusively(
        expected,
        () -> {
          String wanted =
              version
                  .or(this::previous)
                  .orElseThrow(
                      () ->
                          new PolicyRefusedException(
                              Reason.UNKNOWN_VERSION,
                              "no other policy was ever in force here; activate one"));
          ConfigurationFile file =
              store
                  .text(wanted)
                  .orElseThrow(
                      () ->
                          new PolicyRefusedException(
                              Reason.UNKNOWN_VERSION,
                              "there is no policy version "
                                  + wanted
                                  + " here; the history lists those there are"));
          Policy policy = check(file);
          if (!policy.version().equals(wanted)) {
            throw new PolicyRefusedException(
                Reason.WRONG,
                file.source() + " is not what it was: it is version " + policy.version() + " now");
          }
          ConfigurationFile known = new ConfigurationFile(sourceOf(wanted), file.text());
          return replace(policy, known, How.ROLLED_BACK, author, comment);
        });
  }

  /** Where a version came from first, as far as the history remembers. */
  private String sourceOf(String version) {
    return history().stream()
        .filter(entry -> entry.version().equals(version))
        .map(PolicyChange::source)
        .findFirst()
        .orElse("");
  }

  private String exclusively(Optional<String> expected, Supplier<String> task) {
    if (!changing.tryLock()) {
      throw new PolicyRefusedException(
          Reason.BUSY,
          "another policy is being activated at this moment; look at it, then try again");
    }
    try {
      String current = active.version();
      if (!expected.orElse(current).equals(current)) {
        throw new PolicyRefusedException(
            Reason.OTHER_IN_FORCE,
            "version "
                + current
                + " is in force, not "
                + expected.get()
                + "; look at what has changed, then try again");
      }
      return task.get();
    } finally {
      changing.unlock();
    }
  }

  private String replace(
      Policy policy, ConfigurationFile file, How how, String author, String comment) {
    if (policy.version().equals(active.version())) {
      return policy.version();
    }
    PolicyChange entry = remark(policy, how, author, comment, file);
    prepareTables(policy);
    try {
      store.keep(entry, file.text());
    } catch (IOException e) {
      throw new PolicyRefusedException(
          Reason.NOT_STORED, "the policy cannot be kept in the data directory: " + e, e);
    }
    active = policy;
    LOG.log(
        Level.INFO,
        "policy version {0} is in force ({1} by {2})",
        policy.version(),
        how == How.ROLLED_BACK ? "rolled back" : "activated",
        author);
    return policy.version();
  }

  private PolicyChange remark(
      Policy policy, How how, String author, String comment, ConfigurationFile file) {
    try {
      return change(policy.version(), how, author, comment, file.source());
    } catch (IllegalArgumentException e) {
      throw new PolicyRefusedException(Reason.UNFIT_REMARK, e.getMessage(), e);
    }
  }

  private void prepareTables(Policy policy) {
    try {
      tables.prepare(policy);
    } catch (SchemaException e) {
      throw new PolicyRefusedException(Reason.WRONG, policy.source() + ": " + e.getMessage(), e);
    } catch (SchemaUnavailableException e) {
      throw new PolicyRefusedException(
          Reason.DATABASE_UNREACHABLE,
          e.getMessage()
              + "; the policy names tables that it must make first ("
              + String.join(", ", policy.tables())
              + "): try again when the database is back",
          e);
    }
  }

  private static String end(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }

  private PolicyChange change(
      String version, How how, String author, String comment, String source) {
    return new PolicyChange(
        clock.instant().truncatedTo(ChronoUnit.MILLIS), version, how, author, comment, source);
  }
}
