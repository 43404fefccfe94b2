package org.restcomm.commons.statistics.reporter;

import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for the class of that name the engine is bound to, which sends usage figures to the
 * engine's makers, also when it is told not to. This one sends nothing.
 */
public final class RestcommStatsReporter {

  private static final RestcommStatsReporter REPORTER = new RestcommStatsReporter();
  private static final MetricRegistry METRICS = new MetricRegistry();

  /** The only one. */
  public static RestcommStatsReporter getRestcommStatsReporter() {
    return REPORTER;
  }

  /** Where the engine counts. */
  public static MetricRegistry getMetricRegistry() {
    return METRICS;
  }

  /** Ignored. */
  public void setRemoteServer(String url) {
    // nothing is sent
  }

  /** Ignored. */
  public void setProjectName(String name) {
    // nothing is sent
  }

  /** Ignored. */
  public void setProjectType(String type) {
    // nothing is sent
  }

  /** Ignored. */
  public void setVersion(String version) {
    // nothing is sent
  }

  /** Ignored. */
  public void start(long period, TimeUnit unit) {
    // nothing is sent
  }

  /** Ignored. */
  public void stop() {
    // nothing was started
  }
}
