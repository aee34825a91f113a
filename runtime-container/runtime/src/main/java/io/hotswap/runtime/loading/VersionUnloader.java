package io.hotswap.runtime.loading;

import io.hotswap.runtime.isolation.IsolatedPlugin;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.telemetry.LogContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Retires a version that no routing document names any more: drain, stop, close. New calls go
/// elsewhere by then.
public final class VersionUnloader {
  private static final Logger LOG = LoggerFactory.getLogger(VersionUnloader.class);

  private final LoadingConfig config;
  private final CodeTracker codeTracker;
  private final NodeMetrics metrics;
  private final PluginSpans spans;

  public VersionUnloader(
      LoadingConfig config, CodeTracker codeTracker, NodeMetrics metrics, PluginSpans spans) {
    this.config = config;
    this.codeTracker = codeTracker;
    this.metrics = metrics;
    this.spans = spans;
  }

  /// Blocks until the version is unloaded, or its calls cannot be stopped.
  ///
  /// @param traceparent trace of the step that retired it
  public void unload(LoadedVersion version, String traceparent) throws Exception {
    version.shut();
    try (var _ = LogContext.with(version.ref().logFields())) {
      spans.inSpan(
          "plugin.unload",
          traceparent,
          version.ref(),
          () -> {
            takeDown(version);
            return List.of();
          });
    }
  }

  private void takeDown(LoadedVersion version) throws InterruptedException {
    var ref = version.ref();
    if (!version.awaitEmpty(config.drain())) {
      LOG.warn("{}: interrupting {} calls that outlast draining", ref.label(), version.inFlight());
      version.interruptCallers();
      if (!version.awaitEmpty(config.stop())) {
        LOG.error("{}: {} calls cannot be stopped", ref.label(), version.inFlight());
        // Those that it was in quarantine for were counted then.
        metrics.unstoppable(ref, Math.max(0, version.inFlight() - version.quarantine().calls()));
      }
    }
    PluginStop.stop(ref, version.plugin(), version.loader(), config.stop());
    codeTracker.close(ref, version.loader(), version.temporary());
    metrics.unloaded(ref);
    if (version.plugin() instanceof IsolatedPlugin isolated) {
      codeTracker.prove(ref, isolated.terminated());
    } else {
      codeTracker.prove(ref, version.loader(), version.callsInside());
    }
    LOG.info("{} unloaded", ref.label());
  }
}
