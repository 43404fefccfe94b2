package org.sipacc.service;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.sipacc.accounting.Backend;
import org.sipacc.accounting.CallSummary;
import org.sipacc.accounting.RecordKind;
import org.sipacc.delivery.DelivererStatus;
import org.sipacc.service.completeness.Tally;

/**
 * The figures of this server for Prometheus. They are read when they are asked for; nothing is
 * written here while calls go on.
 */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AccountingNode node;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Metrics(AccountingNode node) {
    this.node = node;
    calls();
    records();
    node.deliveries().forEach(delivery -> destination(delivery.destination()));
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private void calls() {
    counter(
        "sipacc.calls.seen",
        "Calls that began, or that an earlier run left",
        Tags.empty(),
        Tally::calls);
    for (CallSummary.Outcome outcome : CallSummary.Outcome.values()) {
      counter(
          "sipacc.calls",
          "Calls that ended, by outcome",
          Tags.of("outcome", lower(outcome)),
          tally -> tally.outcome(outcome));
    }
    gauge(
        "sipacc.calls.open",
        "Calls that are being set up or are up",
        Tags.empty(),
        AccountingNode::followedCalls);
    gauge(
        "sipacc.calls.up",
        "Answered calls that have not ended",
        Tags.empty(),
        AccountingNode::openCalls);
  }

  private void records() {
    for (Backend backend : Backend.values()) {
      for (RecordKind kind : RecordKind.values()) {
        Tally.RecordClass of = new Tally.RecordClass(backend, kind);
        counter(
            "sipacc.records.journalled",
            "Records taken by the journal",
            Tags.of("backend", backend.token(), "kind", lower(kind)),
            tally -> tally.records().getOrDefault(of, 0L));
      }
    }
    counter(
        "sipacc.summaries.journalled",
        "Call summaries taken by the journal",
        Tags.empty(),
        Tally::summaries);
    gauge(
        "sipacc.journal.bytes",
        "Size of the journal on disk",
        Tags.empty(),
        AccountingNode::journalBytes);
  }

  private void destination(String name) {
    Tags tags = Tags.of("destination", name);
    FunctionCounter.builder("sipacc.delivered", node, now -> status(now, name).delivered())
        .description("Entries that the destination took")
        .tags(tags)
        .register(registry);
    gauge(
        "sipacc.delivery.lag",
        "Entries of the journal that the destination has not passed",
        tags,
        now -> status(now, name).lag());
    gauge(
        "sipacc.delivery.outage",
        "1 while the destination takes nothing",
        tags,
        now -> status(now, name).state() == DelivererStatus.State.OUTAGE ? 1 : 0);
  }

  private void counter(String name, String text, Tags tags, ToDoubleFunction<Tally> figure) {
    FunctionCounter.builder(name, node.tally(), figure)
        .description(text)
        .tags(tags)
        .register(registry);
  }

  private void gauge(String name, String text, Tags tags, ToDoubleFunction<AccountingNode> figure) {
    Gauge.builder(name, node, figure).description(text).tags(tags).register(registry);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static DelivererStatus status(AccountingNode node, String destination) {
    return node.deliveries().stream()
        .filter(status -> status.destination().equals(destination))
        .findFirst()
        .orElseThrow();
  }

  /** All figures in Prometheus's text format, version 0.0.4. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
