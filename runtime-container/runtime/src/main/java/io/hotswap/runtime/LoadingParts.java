package io.hotswap.runtime;

import io.hotswap.runtime.admission.NodeTrust;
import io.hotswap.runtime.admission.SignedBinaries;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.crash.Suspects;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.disk.SignatureFiles;
import io.hotswap.runtime.disk.TrustFile;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.reconciliation.VersionStarter;
import io.hotswap.runtime.reporting.ReportingLoop;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.signing.CmsArchiveSignatures;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;

/// A node's parts that bring versions up and down, and prove that nothing of them is left.
final class LoadingParts {
  private static final Duration FETCH_PAUSE = Duration.ofMillis(200);

  private final NodeSettings nodeSettings;
  private final ControlPlane controlPlane;
  private final NodeMetrics metrics;
  private final VersionLoader loader;
  final NodeTrust nodeTrust;
  final GlobalState globals;
  final CollectionProof collectionProof;
  final CrashJournal journal;
  final Suspects suspects;
  final Isolation isolation;
  final VersionUnloader unloader;

  LoadingParts(
      NodeSettings nodeSettings,
      ControlPlane controlPlane,
      DataDirectory directory,
      NodeMetrics metrics,
      CallCounter callCounter,
      ReportingLoop reportingLoop,
      PluginSpans spans,
      BiFunction<PluginRef, Set<String>, PluginCalls> pluginCalls,
      ProcessQuotas quotas) {
    var config = nodeSettings.loading();
    this.nodeSettings = nodeSettings;
    this.controlPlane = controlPlane;
    this.metrics = metrics;
    this.nodeTrust =
        new NodeTrust(
            controlPlane.trust(), new TrustFile(directory), new Reachability("trust", metrics));
    this.globals = new GlobalState(metrics);
    this.collectionProof =
        new CollectionProof(
            nodeSettings.unloading(), metrics, reportingLoop.unloads(), controlPlane.clock());
    this.journal = new CrashJournal(directory, Clock.systemUTC(), System::nanoTime);
    this.suspects = new Suspects(journal);
    this.isolation =
        new Isolation(
            nodeSettings.isolation(), metrics.isolation(), directory, quotas, nodeTrust::isolation);
    var codeTracker = new CodeTracker(globals, collectionProof);
    this.unloader = new VersionUnloader(config, codeTracker, metrics, spans);
    this.loader =
        new VersionLoader(
            directory,
            ReleaseCache.of(
                directory, controlPlane.binaries(), controlPlane.defaults(), FETCH_PAUSE),
            new SignedBinaries(
                nodeTrust,
                controlPlane.trust(),
                new CmsArchiveSignatures(),
                new SignatureFiles(directory)),
            config.remembered(),
            new PluginStarter(
                config,
                isolation,
                metrics,
                callCounter,
                spans,
                pluginCalls,
                reportingLoop.health()),
            codeTracker,
            metrics,
            spans);
  }

  /// @param ticks clock for the last use of versions
  VersionStarter versionStarter(CoarseClock ticks) {
    return new VersionStarter(
        loader,
        journal,
        suspects,
        ticks,
        metrics,
        controlPlane.clock(),
        nodeSettings.loading().retry());
  }
}
