package io.hotswap.runtime.caching;

import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.loading.PluginSpans;
import io.hotswap.runtime.loading.PluginStarter;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.AnyCall;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.runtime.unloading.CodeTracker;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Measures what a loaded version takes for each byte of its archive: loads and calls the same
/// archives in many loaders, and looks at what heap, metaspace and compiled code have grown by.
///
/// `MeasuringFootprint <sample-plugins folder> <file for the figures>`
public final class MeasuringFootprint {
  private static final int LOADERS = 40;
  private static final int CALLS = 200;

  private final List<LoadedVersion> kept = new ArrayList<>();
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final VersionLoader loading;

  private record Sample(String plugin, String version, String archive, AnyCall question) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "markdown",
              "1.0.0",
              "markdown-1.0/target/plugin/markdown-1.0.0.jar",
              new AnyCall("render", "text/markdown", "# A *document*\n\n- one\n- two\n")),
          new Sample(
              "payment-processor",
              "1.5.0",
              "payment-processor/target/plugin/payment-processor-1.5.0.jar",
              new AnyCall(
                  "quote", "application/json", "{\"amount\": 1250, \"currency\": \"EUR\"}")));

  private MeasuringFootprint(Path folder) {
    var directory = new DataDirectory(folder);
    directory.prepare();
    var metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
    var variables = new Variables(TestNode.variables(folder.toString()));
    var config = LoadingConfig.from(variables);
    var spans = new PluginSpans(Telemetry.start("measuring", "measuring", 0, Map.of()), "node-1");
    loading =
        new VersionLoader(
            directory,
            ReleaseCache.of(directory, controlPlane, controlPlane.defaults, Duration.ofMillis(1)),
            (ref, binary) -> Optional.empty(),
            config.remembered(),
            new PluginStarter(
                config,
                new Isolation(IsolationConfig.from(variables), metrics.isolation(), directory),
                metrics,
                new CallCounter(metrics, Clock.systemUTC()),
                spans,
                (ref, permitted) -> PluginCalls.NONE,
                healthFinding -> {}),
            new CodeTracker(
                new GlobalState(metrics),
                new CollectionProof(
                    UnloadingConfig.from(variables),
                    metrics,
                    unloadCertificate -> {},
                    Clock.systemUTC())),
            metrics,
            spans);
  }

  public static void main(String[] arguments) throws Exception {
    var measuring = new MeasuringFootprint(Files.createTempDirectory("footprint-"));
    Map<String, Double> figures = new LinkedHashMap<>();
    List<double[]> points = new ArrayList<>();
    for (var sample : SAMPLES) {
      var archive = Files.readAllBytes(Path.of(arguments[0], sample.archive()));
      double grown = measuring.grownBy(sample, archive);
      points.add(new double[] {archive.length, grown});
      figures.put(sample.plugin() + "_archive_kib", archive.length / 1024.0);
      figures.put(sample.plugin() + "_loaded_kib", grown / 1024);
      figures.put(sample.plugin() + "_estimated_kib", Footprint.of(archive.length) / 1024.0);
    }
    double ofAByte =
        (points.getLast()[1] - points.getFirst()[1]) / (points.getLast()[0] - points.getFirst()[0]);
    figures.put("measured_of_a_byte", ofAByte);
    figures.put(
        "measured_of_any_kib", (points.getFirst()[1] - ofAByte * points.getFirst()[0]) / 1024);
    Files.writeString(Path.of(arguments[1]), json(figures));
    System.exit(0);
  }

  private double grownBy(Sample sample, byte[] archive) throws Exception {
    // The first loads what all of them share.
    kept.add(loadAndCall(sample, archive));
    long before = used();
    for (int i = 0; i < LOADERS; i++) {
      kept.add(loadAndCall(sample, archive));
    }
    return (used() - before) / (double) LOADERS;
  }

  private LoadedVersion loadAndCall(Sample sample, byte[] archive) throws Exception {
    var routed = controlPlane.register(sample.version(), archive);
    var document = Documents.serving(sample.plugin(), 1, routed);
    var version = loading.load(PluginRef.of(document, routed), () -> true);
    for (int i = 0; i < CALLS; i++) {
      var _ = version.handle(sample.question());
    }
    return version;
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    var memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
  }

  private static String json(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .map(it -> String.format(Locale.ROOT, "\"%s\": %.2f", it.getKey(), it.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
