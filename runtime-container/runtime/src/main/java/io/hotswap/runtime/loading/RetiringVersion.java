package io.hotswap.runtime.loading;

import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.IsolatedPlugin;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Retires a version that no routing document names any more: drain, stop, close. New calls go
/// elsewhere by then.
public final class RetiringVersion {
  private static final Logger LOG = LoggerFactory.getLogger(RetiringVersion.class);

  private final LoadingConfig config;
  private final GlobalState globals;
  private final CollectionProof collectionProof;
  private final NodeMetrics metrics;
  private final Telemetry telemetry;
  private final String nodeId;

  public RetiringVersion(
      LoadingConfig config,
      GlobalState globals,
      CollectionProof collectionProof,
      NodeMetrics metrics,
      Telemetry telemetry,
      String nodeId) {
    this.config = config;
    this.globals = globals;
    this.collectionProof = collectionProof;
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
  }

  /// Blocks until the version is unloaded, or its calls cannot be stopped.
  ///
  /// @param traceparent trace of the step that retired it
  public void retire(LoadedVersion version, String traceparent) throws Exception {
    version.shut();
    try (var _ = LogContext.with(version.ref().logFields())) {
      telemetry.inSpan(
          "plugin.unload",
          traceparent,
          () -> version.ref().attributes(nodeId),
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
    globals.unloaded(new LoadedCode(ref, version.loader()));
    version.loader().close();
    metrics.unloaded(ref);
    // Last: a reference on this thread would be reported as the version's leak.
    DataDirectory.deleteSoon(version.temporary());
    if (version.plugin() instanceof IsolatedPlugin isolated) {
      collectionProof.register(ref, isolated.terminated());
    } else {
      collectionProof.register(ref, version.loader(), version.callsInside());
    }
    LOG.info("{} unloaded", ref.label());
  }
}
