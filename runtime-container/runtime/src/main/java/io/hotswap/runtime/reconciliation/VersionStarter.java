package io.hotswap.runtime.reconciliation;

import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads and starts versions, each on a thread of its own.
final class VersionStarter {
  private static final Logger LOG = LoggerFactory.getLogger(VersionStarter.class);

  private final ReconcilerContext context;
  private final BiConsumer<VersionSlot, VersionSlot.State> onEnd;

  /// @param onEnd takes the resulting state, on the loading thread
  VersionStarter(ReconcilerContext context, BiConsumer<VersionSlot, VersionSlot.State> onEnd) {
    this.context = context;
    this.onEnd = onEnd;
  }

  /// The thread that loads the version; not started yet.
  Thread thread(PluginRef ref, VersionSlot slot) {
    return NodeThread.unstarted("bring-up-" + ref.label(), () -> load(ref, slot));
  }

  private void load(PluginRef ref, VersionSlot slot) {
    var digest = ref.routed().digest();
    var quarantine = context.journal().quarantine(digest);
    if (quarantine.isPresent()) {
      onEnd.accept(slot, quarantined(ref, quarantine.get()));
      return;
    }
    context.journal().begin(digest, ref.label());
    var end = loadInLogContext(ref, slot);
    switch (end) {
      case VersionSlot.State.Ready _ -> context.journal().up(digest);
      // The binary was unavailable, or loading was given up: no sign that its code is harmless.
      case VersionSlot.State.Failed failed when failed.retryable() ->
          context.journal().givenUp(digest);
      default -> context.journal().failed(digest);
    }
    onEnd.accept(slot, end);
  }

  private VersionSlot.State quarantined(PluginRef ref, Instant until) {
    context.metrics().failedToLoad(ref.pluginName());
    context.metrics().crashed(ref);
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
      var version = context.versionLoader().load(ref, slot::wanted);
      version.used(context.cachePolicy().clock().now());
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
      context.metrics().failedToLoad(ref.pluginName());
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
        PluginText.SENTENCE.of(sentence), passing, context.clock().instant().plus(context.retry()));
  }
}
