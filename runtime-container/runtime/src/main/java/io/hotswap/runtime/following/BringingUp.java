package io.hotswap.runtime.following;

import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.Thrown;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings versions up, each on a thread of its own.
final class BringingUp {
  private static final Logger LOG = LoggerFactory.getLogger(BringingUp.class);

  private final Bench bench;
  private final BiConsumer<Attempt, Attempt.State> ended;

  /// @param ended takes how it ended, on that thread
  BringingUp(Bench bench, BiConsumer<Attempt, Attempt.State> ended) {
    this.bench = bench;
    this.ended = ended;
  }

  /// Not started yet.
  Thread thread(PluginRef ref, Attempt attempt) {
    return NodeThread.unstarted("bring-up-" + ref.label(), () -> load(ref, attempt));
  }

  private void load(PluginRef ref, Attempt attempt) {
    var digest = ref.routed().digest();
    var quarantine = bench.journal().quarantine(digest);
    if (quarantine.isPresent()) {
      ended.accept(attempt, quarantined(ref, quarantine.get()));
      return;
    }
    bench.journal().begin(digest, ref.label());
    var end = brought(ref, attempt);
    switch (end) {
      case Attempt.State.Ready _ -> bench.journal().up(digest);
      // It was away, or given up half way: that says nothing about what its code does.
      case Attempt.State.Failed failed when failed.passing() -> bench.journal().givenUp(digest);
      default -> bench.journal().failed(digest);
    }
    ended.accept(attempt, end);
  }

  private Attempt.State quarantined(PluginRef ref, Instant until) {
    bench.metrics().failedToLoad(ref.pluginName());
    bench.metrics().crashed(ref);
    var sentence =
        "%s is not loaded here before %s: twice this node's process ended while it was brought up"
            .formatted(ref.label(), until);
    LOG.error("{}", sentence);
    return new Attempt.State.Failed(sentence, true, until);
  }

  private Attempt.State brought(PluginRef ref, Attempt attempt) {
    try (var _ = LogContext.with(ref.logFields());
        var _ = LogContext.with(Traceparent.logFields(ref.traceparent()))) {
      return loaded(ref, attempt);
    }
  }

  // A context has ended already where its own try catches.
  private Attempt.State loaded(PluginRef ref, Attempt attempt) {
    try {
      var version = bench.loading().load(ref, attempt::wanted);
      version.used(bench.caching().clock().now());
      LOG.info("{} is up", ref.label());
      return new Attempt.State.Ready(version, List.of());
    } catch (LoadFailure failure) {
      return failed(ref, attempt, failure);
    } catch (InterruptedException e) {
      return failed(ref.label() + ": nobody wants it any more", true);
    } catch (RuntimeException | Error e) {
      LOG.error("{} cannot be brought up", ref.label(), e);
      return failed(ref.label() + " cannot be brought up: " + e, false);
    }
  }

  private Attempt.State failed(PluginRef ref, Attempt attempt, LoadFailure failure) {
    if (attempt.wanted()) {
      bench.metrics().failedToLoad(ref.pluginName());
      tell(failure);
    } else {
      LOG.info("{} is given up: a newer document does not name it", ref.label());
    }
    return failed(failure.sentence(), failure.isPassing());
  }

  private static void tell(LoadFailure failure) {
    if (failure.thrown().isEmpty()) {
      LOG.warn("{}", failure.sentence(), failure);
      return;
    }
    try (var _ = LogContext.with(Thrown.logFields(failure.thrown()))) {
      LOG.warn("{}", failure.sentence());
    }
  }

  private Attempt.State failed(String sentence, boolean passing) {
    return new Attempt.State.Failed(
        PluginText.SENTENCE.of(sentence), passing, bench.clock().instant().plus(bench.retry()));
  }
}
