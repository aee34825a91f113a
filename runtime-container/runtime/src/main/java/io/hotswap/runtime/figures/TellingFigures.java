package io.hotswap.runtime.figures;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.loading.Finding;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.unloading.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Tells the control plane, round by round, what this node counted and what it suspects. What does
/// not get through is told again in the next round.
public final class TellingFigures implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Counts counts;
  private final Supplier<List<RoutingDocument>> inForce;
  private final Clock clock;
  private final Words words;
  private final TellingMinutes minutes;
  private final TellingTenants tenants;
  private final TellingSamples samples;
  private final TellingFailures failures;
  private final Suspecting suspecting;
  private final TellingHealth health;
  private final TellingUnloads unloads;
  private final Loop rounds;

  /// @param inForce the documents that calls are routed by
  public TellingFigures(
      FiguresConfig config,
      Hearing hearing,
      Speaker speaker,
      Counts counts,
      Supplier<List<RoutingDocument>> inForce,
      NodeMetrics metrics,
      Clock clock) {
    this.counts = counts;
    this.inForce = inForce;
    this.clock = clock;
    this.words = Words.to(hearing, speaker.environment(), metrics);
    var suspicions = new TellingSuspicions(speaker, words.suspicions());
    this.minutes = new TellingMinutes(counts, speaker, words.minutes());
    this.tenants = new TellingTenants(counts, words.tenants());
    this.samples = new TellingSamples(counts, speaker, words.samples());
    this.failures = new TellingFailures(counts, speaker, words.failures());
    this.suspecting = new Suspecting(counts, suspicions);
    this.health = new TellingHealth(speaker, words.health(), suspicions, clock);
    this.unloads = new TellingUnloads(speaker, words.unloads(), clock);
    this.rounds = Loop.every(config.every(), LIMIT, "tell-figures", this::round);
  }

  public void start() {
    rounds.start();
  }

  /// What hears how versions are, and tells it.
  public Consumer<Finding> health() {
    return health;
  }

  /// What hears what became of unloaded versions, and tells it.
  public Consumer<Certificate> unloads() {
    return unloads;
  }

  void round() {
    var now = clock.instant();
    words.again();
    var documents = inForce.get();
    tell(documents, now);
    forget(documents);
  }

  private void tell(List<RoutingDocument> documents, Instant now) {
    minutes.tell(now);
    tenants.tell(now);
    failures.tell(now);
    for (var document : documents) {
      samples.tell(document, now);
      suspecting.look(document, now);
    }
  }

  private void forget(List<RoutingDocument> documents) {
    var loaded =
        documents.stream()
            .collect(Collectors.toMap(RoutingDocument::pluginId, RoutingDocument::loaded));
    counts.forgetIdle(
        (PluginId plugin, String version) ->
            samples.needs(plugin) || loaded.getOrDefault(plugin, Set.of()).contains(version));
  }

  @Override
  public List<Loop> loops() {
    return List.of(rounds);
  }

  /// Writes the last figures.
  @Override
  public void close() throws InterruptedException {
    rounds.close();
    lastRound();
  }

  void lastRound() throws InterruptedException {
    round();
    words.end(LAST_WORDS);
  }
}
