package io.hotswap.runtime.globals;

import io.hotswap.runtime.leakdetection.HeapAccess;
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

/// What any code may set for the whole JVM: looked at every second and after each step in a
/// version's life, put back to what it was when the node started, and told with who has done it. A
/// look is a comparison of some references.
public final class GlobalState implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalState.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  // For the classes of one version.
  private static final Duration LONGEST_SEARCH = Duration.ofMinutes(1);

  private final Set<SuspectCode> loaded = new HashSet<>();
  private final RecentlyTold told = new RecentlyTold(System::nanoTime);
  private final CulpritSearch search = new CulpritSearch(this::tell);
  private final NodeMetrics metrics;
  private final @Nullable HeapAccess heap = HeapAccess.intoThisProcess().orElse(null);
  private final CompletableFuture<Map<Setting, Held>> atStart =
      CompletableFuture.supplyAsync(this::filled, it -> NodeThread.start("fill-globals", it));
  private final Loop watching =
      Loop.every(EVERY, LONGEST_SEARCH, "watch-globals", this::watch).dispensable();

  /// What a setting had when the node started, and has again.
  private record Held(@Nullable Object value) {}

  /// @param by whose object it was set to
  private record Changed(Setting setting, Optional<PluginRef> by) {}

  public GlobalState(NodeMetrics metrics) {
    this.metrics = metrics;
  }

  private Map<Setting, Held> filled() {
    Map<Setting, Held> held = new LinkedHashMap<>();
    if (heap != null) {
      fill();
      Setting.all().forEach(it -> held.put(it, new Held(heap.read(null, it.field()))));
    }
    return held;
  }

  // What the platform sets when it is first needed: later it could not be told from what a plugin
  // sets, and would be made by what that plugin's system properties say.
  private static void fill() {
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
    watching.start();
  }

  private void watch() {
    look();
    search.run(
        () -> {
          watching.progressed();
          look();
        });
  }

  /// Before any of its code runs.
  public void loaded(SuspectCode code) {
    // Takes its time on a thread of its own, while the rest of the node starts.
    atStart.join();
    synchronized (loaded) {
      loaded.add(code);
    }
  }

  /// Looks once more, and no longer takes it for one that may have done something. Its classes are
  /// gone after that.
  public void unloaded(SuspectCode code) {
    look();
    search.leaves(code);
    synchronized (loaded) {
      loaded.remove(code);
    }
  }

  /// Puts back what was changed.
  public void look() {
    if (heap == null || !atStart.isDone()) {
      return;
    }
    for (var change : putBack(heap)) {
      change
          .by()
          .ifPresentOrElse(
              it -> tell(change.setting().what(), List.of(it)),
              () -> search.add(change.setting(), suspects()));
    }
  }

  private Set<SuspectCode> suspects() {
    synchronized (loaded) {
      return Set.copyOf(loaded);
    }
  }

  // Of those that are set together, one: the default locale is three fields.
  // Identity is the point.
  @SuppressWarnings("ReferenceEquality")
  private synchronized Collection<Changed> putBack(HeapAccess look) {
    Map<String, Changed> changes = new LinkedHashMap<>();
    atStart
        .join()
        .forEach(
            (setting, held) -> {
              var now = look.read(null, setting.field());
              if (now != held.value()) {
                look.write(null, setting.field(), held.value());
                changes.putIfAbsent(setting.what(), new Changed(setting, owner(look, now)));
              }
            });
    return changes.values();
  }

  private Optional<PluginRef> owner(HeapAccess look, @Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    var loaders =
        suspects().stream().collect(Collectors.toMap(SuspectCode::loader, SuspectCode::ref));
    return look.ownerNear(value, loaders.keySet()).map(loaders::get);
  }

  private void tell(String what, List<PluginRef> culprits) {
    culprits.forEach(it -> metrics.changedGlobally(it, what));
    var all = culprits.stream().map(PluginRef::label).collect(Collectors.joining(" or "));
    if (!told.isNews(what + " by " + all)) {
      return;
    }
    if (culprits.isEmpty()) {
      LOG.warn("Something has set the {} for the whole node; it is put back", what);
    }
    for (var culprit : culprits) {
      try (var _ = LogContext.with(culprit.logFields())) {
        LOG.warn("{} has set the {} for the whole node; it is put back", all, what);
      }
    }
  }

  /// Of a change that was no one else's to see.
  ///
  /// @param what its kind
  public void tellOwn(PluginRef ref, String what, String name) {
    metrics.changedGlobally(ref, what);
    if (!told.isNews(what + " " + name + " by " + ref.label())) {
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
    return List.of(watching);
  }

  @Override
  public void close() {
    watching.close();
  }
}
