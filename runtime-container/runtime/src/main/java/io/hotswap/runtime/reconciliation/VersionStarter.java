package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.crash.Suspects;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Traceparent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads and starts versions, each on a thread of its own.
public final class VersionStarter {
  private static final Logger LOG = LoggerFactory.getLogger(VersionStarter.class);

  private final VersionLoader versionLoader;
  private final CrashJournal journal;
  private final Suspects suspects;
  private final CoarseClock ticks;
  private final NodeMetrics metrics;
  private final InstantSource clock;
  private final Duration retry;

  /// @param ticks clock for the last use of versions
  /// @param retry pause before a version whose binary could not be fetched is tried again
  public VersionStarter(
      VersionLoader versionLoader,
      CrashJournal journal,
      Suspects suspects,
      CoarseClock ticks,
      NodeMetrics metrics,
      InstantSource clock,
      Duration retry) {
    this.versionLoader = versionLoader;
    this.journal = journal;
    this.suspects = suspects;
    this.ticks = ticks;
    this.metrics = metrics;
    this.clock = clock;
    this.retry = retry;
  }

  interface Loaded {
    /// Called on the loading thread.
    void ended(VersionSlot slot, VersionSlot.State end);
  }

  /// Loads the version on a thread of its own: now or, if it is a crash suspect, when its turn
  /// comes.
  ///
  /// @param begun takes that thread before it starts
  void begin(PluginRef ref, VersionSlot slot, Consumer<Thread> begun, Loaded listener) {
    var thread = NodeThread.unstarted("load-" + ref.label(), () -> load(ref, slot, listener));
    begun.accept(thread);
    suspects.begin(ref.routed().content(), thread, slot::wanted);
  }

  boolean isSuspect(Digest digest) {
    return journal.isSuspect(digest);
  }

  /// No document names a release of this content any more.
  void forget(Digest digest) {
    journal.forget(digest);
  }

  private void load(PluginRef ref, VersionSlot slot, Loaded listener) {
    var digest = ref.routed().content();
    var quarantine = journal.quarantine(digest);
    if (quarantine.isPresent()) {
      listener.ended(slot, quarantined(ref, quarantine.get()));
      return;
    }
    journal.begin(digest, ref.label());
    var end = loadInLogContext(ref, slot);
    switch (end) {
      case VersionSlot.State.Ready _ -> journal.up(digest);
      // The binary was unavailable, or loading was given up: no sign that its code is harmless.
      case VersionSlot.State.Failed failed when failed.retryable() -> journal.givenUp(digest);
      default -> journal.failed(digest);
    }
    listener.ended(slot, end);
  }

  private VersionSlot.State quarantined(PluginRef ref, Instant until) {
    metrics.failedToLoad(ref.pluginName());
    metrics.crashed(ref);
    var sentence =
        "%s is not loaded here before %s: twice this node's process ended while it was brought up"
            .formatted(ref.label(), until);
    LOG.error("{}", sentence);
    return new VersionSlot.State.Failed(sentence, true, until);
  }

  private VersionSlot.State loadInLogContext(PluginRef ref, VersionSlot slot) {
    try (var _ = LogContext.with(ref.logFields());
        var _ = LogContext.with(Traceparent.logFields(ref.traceparent()))) {
      return tryLoad(ref, slot);
    }
  }

  // A method of its own: the catch blocks of the try around it would run without the log context.
  private VersionSlot.State tryLoad(PluginRef ref, VersionSlot slot) {
    try {
      var version = versionLoader.load(ref, slot::wanted);
      version.used(ticks.now());
      LOG.info("{} is up", ref.label());
      return new VersionSlot.State.Ready(version, List.of());
    } catch (LoadFailure failure) {
      return failed(ref, slot, failure);
    } catch (InterruptedException e) {
      return failed(ref.label() + ": no document names it any more", true);
    } catch (RuntimeException | Error e) {
      LOG.error("{} cannot be brought up", ref.label(), e);
      return failed(ref.label() + " cannot be brought up: " + e, false);
    }
  }

  private VersionSlot.State failed(PluginRef ref, VersionSlot slot, LoadFailure failure) {
    if (slot.wanted()) {
      metrics.failedToLoad(ref.pluginName());
      log(failure);
    } else {
      LOG.info("{} is given up: a newer document does not name it", ref.label());
    }
    return failed(failure.sentence(), failure.isPassing());
  }

  private static void log(LoadFailure failure) {
    if (failure.thrown().isEmpty()) {
      LOG.warn("{}", failure.sentence(), failure);
      return;
    }
    try (var _ = LogContext.with(ThrowableText.logFields(failure.thrown()))) {
      LOG.warn("{}", failure.sentence());
    }
  }

  private VersionSlot.State failed(String sentence, boolean passing) {
    return new VersionSlot.State.Failed(
        PluginText.SENTENCE.of(sentence), passing, clock.instant().plus(retry));
  }
}
