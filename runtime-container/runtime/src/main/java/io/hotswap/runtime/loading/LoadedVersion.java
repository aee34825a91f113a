package io.hotswap.runtime.loading;

import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.counting.VersionCounter;
import io.hotswap.runtime.plugin.CallChain;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Health;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;
import io.hotswap.telemetry.Traceparent;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// One version, loaded, started and healthy. A caller has to [#enter] before a call and to [#leave]
/// after it.
public final class LoadedVersion {
  private final PluginRef ref;
  private final String release;
  private final Plugin plugin;
  private final PluginClassLoader loader;
  private final List<Path> files;
  private final Path temporary;
  private final Set<String> operations;
  private final String defaults;
  private final Configuration unconfigured;
  private final VersionCounter versionCounter;
  private final SpanContext introducedBy;
  private final CallChain counted;
  private final CallChain uncounted;
  private final ConfigurationNotices notices;
  private final CallGate gate = new CallGate();
  private final Quarantine quarantine = new Quarantine(gate);
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> bundles = new ConcurrentHashMap<>();
  private volatile int lastUsed;
  private volatile Checkup last = new Checkup(Health.ok(), 0);

  /// @param failures unhealthy results in a row, up to the last check
  private record Checkup(Health health, int failures) {
    Checkup then(Health next) {
      return new Checkup(next, next.healthy() ? 0 : failures + 1);
    }
  }

  LoadedVersion(
      PluginRef ref,
      Plugin plugin,
      PluginClassLoader loader,
      List<Path> files,
      Path temporary,
      Set<String> operations,
      String defaults,
      VersionCounter versionCounter,
      ConfigurationNotices notices) {
    this.ref = ref;
    this.release = ref.routed().release();
    this.plugin = plugin;
    this.loader = loader;
    this.files = files;
    this.temporary = temporary;
    this.operations = operations;
    this.defaults = defaults;
    this.notices = notices;
    this.unconfigured = ParsedConfiguration.of(ParsedConfiguration.EMPTY, defaults);
    this.versionCounter = versionCounter;
    this.introducedBy = Traceparent.spanContext(ref.routed().traceparent());
    this.counted = new CallChain(ref, true, null);
    this.uncounted = new CallChain(ref, false, null);
  }

  public PluginRef ref() {
    return ref;
  }

  /// The key of its release.
  public String release() {
    return release;
  }

  /// The deployment that brought this version; calls link to it.
  public SpanContext introducedBy() {
    return introducedBy;
  }

  /// What a call of a client is made within.
  ///
  /// @param counts whether the call enters statistics
  public CallChain chain(boolean counts) {
    return counts ? counted : uncounted;
  }

  public boolean has(String operation) {
    return operations.contains(operation);
  }

  /// The operations that its manifest names, in order.
  public List<String> operations() {
    return operations.stream().sorted().toList();
  }

  /// Names this release and a tenant's configuration.
  public String bundle(long configuration) {
    return bundles.computeIfAbsent(
        configuration, it -> Bundle.of(ref.pluginId(), ref.routed(), it).text());
  }

  /// What the plugin gets for a tenant: the tenant's values, and for what is missing at the top
  /// level the release's default configuration, then the manifest's defaults.
  ///
  /// @param values a JSON object; empty when the tenant has set none
  public Configuration configuration(Optional<String> values) {
    return values.map(it -> ParsedConfiguration.of(it, defaults)).orElse(unconfigured);
  }

  /// Tells the plugin of a tenant's changed configuration, at some time soon.
  public void configured(String tenant, Configuration changed) {
    notices.add(tenant, changed);
  }

  /// Counts its calls.
  public VersionCounter counter() {
    return versionCounter;
  }

  /// Its files on disk: it may open its jars again at any time.
  public List<Path> files() {
    return files;
  }

  public ClassLoader classLoader() {
    return loader;
  }

  /// False once the version is retired, which is after its successor was published, and while it is
  /// [#quarantined].
  public boolean enter() {
    return gate.enter();
  }

  public void leave() {
    gate.leave();
  }

  /// Why no call may enter for now.
  public Optional<String> quarantined() {
    return gate.isClosed() ? quarantine.reason() : Optional.empty();
  }

  Quarantine quarantine() {
    return quarantine;
  }

  /// Records that it was called in this tick of a coarse clock. Only the first call of a tick
  /// writes, so that calls share no more than a read.
  public void used(int tick) {
    if (lastUsed != tick) {
      lastUsed = tick;
    }
  }

  /// The tick of its last call, or of its loading.
  public int lastUsed() {
    return lastUsed;
  }

  /// Calls that have entered and not left.
  public long inFlight() {
    return gate.inside();
  }

  /// The same number, without holding the version.
  LongSupplier callsInside() {
    return gate::inside;
  }

  /// Answers a call on the current thread, with no more checks.
  public Reply handle(Call call) throws Exception {
    return plugin.handle(call);
  }

  /// Runs a call on the current thread, which is interrupted when draining takes too long.
  public <T> T interruptibly(Supplier<T> call) {
    var thread = Thread.currentThread();
    callers.add(thread);
    try {
      return call.get();
    } finally {
      callers.remove(thread);
    }
  }

  /// The result of the last health check.
  public Health health() {
    return last.health();
  }

  /// Unhealthy results in a row.
  public int failures() {
    return last.failures();
  }

  /// Checks the plugin's health now. A plugin that throws or takes too long is unhealthy, and so is
  /// one in quarantine, whatever it answers. Not thread-safe.
  Health examine(Duration limit) throws InterruptedException {
    var why = quarantined();
    if (why.isPresent()) {
      return found(Health.unhealthy("in quarantine: " + why.get()));
    }
    var healthTask = PluginThread.task(plugin::health);
    PluginThread.begin("health-" + ref.label(), loader, healthTask);
    return examine(healthTask, limit);
  }

  /// The same for a check that has begun already.
  Health examine(FutureTask<Health> healthTask, Duration limit) throws InterruptedException {
    return found(answer(healthTask, limit));
  }

  private Health found(Health health) {
    var found =
        health.healthy() ? health : Health.unhealthy(PluginText.SENTENCE.of(health.reason()));
    last = last.then(found);
    return found;
  }

  private static Health answer(FutureTask<Health> healthTask, Duration limit)
      throws InterruptedException {
    try {
      var found = PluginThread.await(healthTask, limit);
      return found == null ? Health.unhealthy("health answered null") : found;
    } catch (PluginThread.PluginFault fault) {
      return Health.unhealthy("health " + fault.getMessage());
    }
  }

  void shut() {
    notices.close();
    gate.shut();
  }

  /// Whether it is retired.
  public boolean isShut() {
    return gate.isShut();
  }

  boolean awaitEmpty(Duration limit) throws InterruptedException {
    return gate.awaitEmpty(limit);
  }

  void interruptCallers() {
    callers.forEach(Thread::interrupt);
  }

  Plugin plugin() {
    return plugin;
  }

  PluginClassLoader loader() {
    return loader;
  }

  Path temporary() {
    return temporary;
  }
}
