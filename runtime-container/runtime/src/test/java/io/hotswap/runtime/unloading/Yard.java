package io.hotswap.runtime.unloading;

import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.loading.VersionUnloader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.AnyCall;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Loads versions, calls them as a node does, and unloads them; without routing. */
final class Yard implements AutoCloseable {
  /** Enough for some concurrent collections on a machine that has others to do. */
  static final Duration CYCLES = Duration.ofMinutes(2);

  final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  final List<UnloadCertificate> certificates = new CopyOnWriteArrayList<>();
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Telemetry telemetry = Telemetry.start("test", "test", 0, Map.of());
  private final GlobalState globals = new GlobalState(metrics);
  private final CollectionProof collectionProof;
  private final VersionLoader loading;
  private final VersionUnloader retiring;

  Yard(Path root, Map<String, String> more) {
    var directory = new DataDirectory(root);
    directory.prepare();
    var variables = TestNode.variables(root.toString());
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "60000");
    variables.put("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "60000");
    variables.putAll(more);
    var config = LoadingConfig.from(new Variables(variables));
    collectionProof =
        new CollectionProof(
            UnloadingConfig.from(new Variables(variables)),
            metrics,
            certificates::add,
            Clock.systemUTC());
    var spans = new PluginSpans(telemetry, "node-1");
    var codeTracker = new CodeTracker(globals, collectionProof);
    loading =
        new VersionLoader(
            directory,
            ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
            (ref, binary) -> Optional.empty(),
            config.remembered(),
            new PluginStarter(
                config,
                new Isolation(
                    IsolationConfig.from(new Variables(variables)), metrics.isolation(), directory),
                metrics,
                new CallCounter(metrics, Clock.systemUTC()),
                spans,
                (ref, permitted) -> PluginCalls.NONE,
                healthFinding -> {}),
            codeTracker,
            metrics,
            spans);
    retiring = new VersionUnloader(config, codeTracker, metrics, spans);
    collectionProof.start();
  }

  /** Loads it, calls it, retires it; what the calling thread leaves behind goes with it. */
  void live(String plugin, byte[] archive, boolean answers) throws Exception {
    var version = load(plugin, archive);
    version.enter();
    var call = call(version);
    if (answers) {
      call.join();
    } else {
      Eventually.so("the call runs", () -> call.getState() == Thread.State.TIMED_WAITING);
    }
    retiring.unload(version, "");
  }

  /** Why it cannot be loaded. */
  String fails(String plugin, byte[] archive) throws Exception {
    try {
      load(plugin, archive);
    } catch (LoadFailure failure) {
      return failure.sentence();
    }
    throw new AssertionError(plugin + " was loaded");
  }

  private LoadedVersion load(String plugin, byte[] archive) throws Exception {
    var routed = controlPlane.register("1.0.0", archive);
    return loading.load(PluginRef.of(Documents.serving(plugin, 1, routed), routed), () -> true);
  }

  private static Thread call(LoadedVersion version) {
    var call =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try {
                    version.handle(new AnyCall());
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  } finally {
                    version.leave();
                  }
                });
    call.setContextClassLoader(version.classLoader());
    call.start();
    return call;
  }

  UnloadCertificate awaitCertificate(String plugin) throws Exception {
    Eventually.within(CYCLES, () -> plugin + " is certified", () -> last(plugin).isPresent());
    return last(plugin).orElseThrow();
  }

  Optional<UnloadCertificate> last(String plugin) {
    return certificates.reversed().stream()
        .filter(it -> it.ref().pluginName().equals(plugin))
        .findFirst();
  }

  @Override
  public void close() {
    collectionProof.close();
    telemetry.close();
  }
}
