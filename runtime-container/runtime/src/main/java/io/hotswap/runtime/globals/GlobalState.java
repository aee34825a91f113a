package io.hotswap.runtime.globals;

import io.hotswap.runtime.heap.HeapAccess;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.telemetry.LogContext;
import java.net.ProxySelector;
import java.net.URLConnection;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings that any code may change for the whole JVM. They are checked every second and after
/// each step of a version's lifecycle, restored to what they were when the node started, and
/// reported with the plugin that changed them. A check compares a few references.
public final class GlobalState implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalState.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  // Time to search the classes of one version.
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(1);

  private final Set<SuspectCode> loaded = new HashSet<>();
  private final RecentReports recentReports = new RecentReports(System::nanoTime);
  private final ChangeAttribution attribution = new ChangeAttribution(this::report);
  private final NodeMetrics metrics;
  private final @Nullable HeapAccess heap = HeapAccess.ofThisProcess().orElse(null);
  private final CompletableFuture<Map<Setting, InitialValue>> atStart =
      CompletableFuture.supplyAsync(
          this::initialValues, it -> NodeThread.start("fill-globals", it));
  private final Loop loop =
      Loop.every(EVERY, LONGEST_SEARCH, "watch-globals", this::watch).dispensable();

  /// The value of a setting when the node started.
  private record InitialValue(@Nullable Object value) {}

  /// @param by the plugin that owns the new value
  private record Changed(Setting setting, Optional<PluginRef> by) {}

  public GlobalState(NodeMetrics metrics) {
    this.metrics = metrics;
  }

  private Map<Setting, InitialValue> initialValues() {
    Map<Setting, InitialValue> values = new LinkedHashMap<>();
    if (heap != null) {
      initializeDefaults();
      Setting.all().forEach(it -> values.put(it, new InitialValue(heap.read(null, it.field()))));
    }
    return values;
  }

  // Values that the platform sets on first use: later they could not be distinguished from a
  // plugin's, and would depend on that plugin's system properties.
  private static void initializeDefaults() {
    for (var category : Locale.Category.values()) {
      var _ = Locale.getDefault(category);
    }
    var _ = TimeZone.getDefault();
    var _ = ProxySelector.getDefault();
    var _ = URLConnection.getFileNameMap();
    try {
      var _ = SSLContext.getDefault();
      var _ = HttpsURLConnection.getDefaultSSLSocketFactory();
      var _ = HttpsURLConnection.getDefaultHostnameVerifier();
    } catch (NoSuchAlgorithmException | RuntimeException e) {
      LOG.warn("This Java has no TLS by default", e);
    }
  }

  public void start() {
    loop.start();
  }

  private void watch() {
    restoreChanged();
    attribution.run(
        () -> {
          loop.progressed();
          restoreChanged();
        });
  }

  /// Must be called before any code of the version runs.
  public void loaded(SuspectCode code) {
    // Computed on a thread of its own while the rest of the node starts.
    atStart.join();
    synchronized (loaded) {
      loaded.add(code);
    }
  }

  /// Checks once more, and removes the version from the suspects. Its classes are closed after
  /// that.
  public void unloaded(SuspectCode code) {
    restoreChanged();
    attribution.resolveFor(code);
    synchronized (loaded) {
      loaded.remove(code);
    }
  }

  /// Restores what was changed.
  public void restoreChanged() {
    if (heap == null || !atStart.isDone()) {
      return;
    }
    for (var change : putBack(heap)) {
      change
          .by()
          .ifPresentOrElse(
              it -> report(change.setting().what(), List.of(it)),
              () -> attribution.add(change.setting(), suspects()));
    }
  }

  private Set<SuspectCode> suspects() {
    synchronized (loaded) {
      return Set.copyOf(loaded);
    }
  }

  // Settings that change together are reported once: the default locale has three fields. Identity
  // is intended.
  @SuppressWarnings("ReferenceEquality")
  private synchronized Collection<Changed> putBack(HeapAccess heapAccess) {
    Map<String, Changed> changes = new LinkedHashMap<>();
    atStart
        .join()
        .forEach(
            (setting, initial) -> {
              var now = heapAccess.read(null, setting.field());
              if (now != initial.value()) {
                heapAccess.write(null, setting.field(), initial.value());
                changes.putIfAbsent(setting.what(), new Changed(setting, owner(heapAccess, now)));
              }
            });
    return changes.values();
  }

  private Optional<PluginRef> owner(HeapAccess heapAccess, @Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    var loaders =
        suspects().stream().collect(Collectors.toMap(SuspectCode::loader, SuspectCode::ref));
    return heapAccess.ownerNear(value, loaders.keySet()).map(loaders::get);
  }

  private void report(String what, List<PluginRef> causes) {
    causes.forEach(it -> metrics.changedGlobally(it, what));
    var all = causes.stream().map(PluginRef::label).collect(Collectors.joining(" or "));
    if (!recentReports.isNew(what + " by " + all)) {
      return;
    }
    if (causes.isEmpty()) {
      LOG.warn("Something has set the {} for the whole node; it is restored", what);
    }
    for (var cause : causes) {
      try (var _ = LogContext.with(cause.logFields())) {
        LOG.warn("{} has set the {} for the whole node; it is restored", all, what);
      }
    }
  }

  /// Reports a change that only the version itself sees.
  ///
  /// @param what its kind
  public void reportScoped(PluginRef ref, String what, String name) {
    metrics.changedGlobally(ref, what);
    if (!recentReports.isNew(what + " " + name + " by " + ref.label())) {
      return;
    }
    try (var _ = LogContext.with(ref.logFields())) {
      LOG.warn(
          "{} has set the {} {}; no other version sees that",
          ref.label(),
          what,
          PluginText.NAME.of(name));
    }
  }

  @Override
  public List<Loop> loops() {
    return List.of(loop);
  }

  @Override
  public void close() {
    loop.close();
  }
}
