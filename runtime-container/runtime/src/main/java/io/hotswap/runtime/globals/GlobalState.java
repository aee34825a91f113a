package io.hotswap.runtime.globals;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.unloading.Insight;
import io.hotswap.telemetry.LogContext;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What any code may set for the whole JVM: looked at every second and after each step in a
/// version's life, put back to what it was when the node started, and told with who has done it. A
/// look is a comparison of some references.
public final class GlobalState implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalState.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  // To find out whose code it was may mean reading all classes of all versions.
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  private final Map<Setting, Held> settings = new LinkedHashMap<>();
  private final Set<SuspectCode> loaded = new HashSet<>();
  private final NodeMetrics metrics;
  private final @Nullable Insight insight = Insight.intoThisProcess().orElse(null);
  private final Loop watching = Loop.every(EVERY, LONGEST_LOOK, "watch-globals", this::look);

  /// What a setting had when the node started, and has again.
  private record Held(@Nullable Object value) {}

  public GlobalState(NodeMetrics metrics) {
    this.metrics = metrics;
    if (insight != null) {
      fill();
      Setting.all().forEach(it -> settings.put(it, new Held(insight.read(null, it.field()))));
    }
  }

  // What the platform sets when it is first needed, where that costs little.
  private static void fill() {
    for (var category : Locale.Category.values()) {
      var _ = Locale.getDefault(category);
    }
    var _ = TimeZone.getDefault();
    var _ = ProxySelector.getDefault();
  }

  public void start() {
    watching.start();
  }

  /// Before any of its code runs.
  public synchronized void loaded(SuspectCode code) {
    loaded.add(code);
  }

  /// Looks once more, and no longer takes it for one that may have done something.
  public synchronized void unloaded(SuspectCode code) {
    look();
    loaded.remove(code);
  }

  /// Puts back what was changed.
  public synchronized void look() {
    if (insight == null) {
      return;
    }
    Map<String, List<PluginRef>> changes = new HashMap<>();
    settings.forEach((setting, held) -> look(insight, setting, held, changes));
    changes.forEach(this::tell);
  }

  // Identity is the point.
  @SuppressWarnings("ReferenceEquality")
  private void look(
      Insight look, Setting setting, Held held, Map<String, List<PluginRef>> changes) {
    var now = look.read(null, setting.field());
    if (now == held.value()) {
      return;
    }
    var owner = now == null ? Optional.<PluginRef>empty() : owner(look, now);
    if (owner.isEmpty() && held.value() == null && setting.filledByUse()) {
      settings.put(setting, new Held(now));
      return;
    }
    look.write(null, setting.field(), held.value());
    changes.put(setting.what(), culprits(setting, owner));
  }

  // The one whose object it is, or else those whose classes can do it.
  private List<PluginRef> culprits(Setting setting, Optional<PluginRef> owner) {
    return owner
        .map(List::of)
        .orElseGet(
            () ->
                loaded.stream()
                    .filter(
                        it ->
                            it.mentions(
                                setting.field().getDeclaringClass().getName(), setting.setter()))
                    .map(SuspectCode::ref)
                    .toList());
  }

  private Optional<PluginRef> owner(Insight look, Object value) {
    var loaders = loaded.stream().collect(Collectors.toMap(SuspectCode::loader, SuspectCode::ref));
    return look.ownerNear(value, loaders.keySet()).map(loaders::get);
  }

  private void tell(String what, List<PluginRef> culprits) {
    if (culprits.isEmpty()) {
      LOG.warn("Something has set the {} for the whole node; it is put back", what);
    }
    var all = culprits.stream().map(PluginRef::label).collect(Collectors.joining(" or "));
    for (var culprit : culprits) {
      metrics.changedGlobally(culprit, what);
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
