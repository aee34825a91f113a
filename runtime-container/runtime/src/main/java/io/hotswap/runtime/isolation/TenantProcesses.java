package io.hotswap.runtime.isolation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.retry.Backoff;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.plugin.NotBegun;
import io.hotswap.runtime.plugin.TenantLimitExceeded;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.spi.Call;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Health;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin with one process for each tenant that calls it. The first process is started with the
/// version, to prove that it works, and goes to the first tenant that calls.
final class TenantProcesses implements IsolatedPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(TenantProcesses.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);

  private final CompletableFuture<Object> terminated = new CompletableFuture<>();
  private final Map<String, TenantProcess> tenants = new HashMap<>();
  private final List<CompletableFuture<?>> leaving = new ArrayList<>();
  private final ProcessLauncher launcher;
  private final IsolatedVersion isolatedVersion;
  private final Path temporary;
  private final PluginId pluginId;
  private final ProcessQuotas quotas;
  private final Backoff backoff;
  private @Nullable PluginContext context;
  private @Nullable TenantProcess spare;
  private int made;
  private boolean stopping;

  TenantProcesses(
      ProcessLauncher launcher,
      IsolatedVersion isolatedVersion,
      Path temporary,
      PluginId pluginId,
      ProcessQuotas quotas) {
    this.launcher = launcher;
    this.isolatedVersion = isolatedVersion;
    this.temporary = temporary;
    this.pluginId = pluginId;
    this.quotas = quotas;
    this.backoff = new Backoff(launcher.config().restart(), ProcessPlugin.LONGEST_PAUSE);
  }

  @Override
  public CompletableFuture<?> terminated() {
    return terminated;
  }

  @Override
  public void start(PluginContext lent) throws Exception {
    context = lent;
    var first = make(Optional::empty, 0);
    spare = first;
    first.started(lent);
    sweepLater();
  }

  private TenantProcess make(Supplier<Optional<Long>> memoryQuota, int successions) {
    made++;
    var own = temporary.resolve(Integer.toString(made));
    return new TenantProcess(
        new ProcessPlugin(launcher, isolatedVersion, own, memoryQuota), successions);
  }

  private TenantProcess make(String tenant, int successions) {
    return make(() -> quotas.memory(pluginId, tenant), successions);
  }

  @Override
  public Reply handle(Call call) throws Exception {
    var process = entered(call.tenant());
    try {
      return up(process).handle(call);
    } finally {
      process.leave();
    }
  }

  private TenantProcess entered(String tenant) throws NotBegun {
    try {
      return enter(tenant);
    } catch (ProcessGone full) {
      throw NotBegun.nothingRuns(full);
    }
  }

  private ProcessPlugin up(TenantProcess process)
      throws NotBegun, TenantLimitExceeded, InterruptedException {
    try {
      return process.started(lent());
    } catch (InterruptedException late) {
      throw late;
    } catch (ProcessGone gone) {
      if (gone.isTenantsOwn()) {
        throw new TenantLimitExceeded(gone);
      }
      throw gone.isRequestNotSent() ? NotBegun.nothingRuns(gone) : NotBegun.startFailed(gone);
    } catch (Exception doesNotStart) {
      throw NotBegun.startFailed(doesNotStart);
    }
  }

  private synchronized PluginContext lent() throws ProcessGone {
    if (context == null || stopping) {
      throw ProcessGone.requestNotSent(isolatedVersion.label() + " is not started");
    }
    return context;
  }

  private synchronized TenantProcess enter(String tenant) throws ProcessGone {
    var process = tenants.get(tenant);
    if (process == null) {
      process = forNew(tenant);
      tenants.put(tenant, process);
    }
    var end = process.plugin().overLimit();
    if (end.isPresent()) {
      process = successor(tenant, process, end.get());
      tenants.put(tenant, process);
    }
    process.enter();
    return process;
  }

  // One that is ended again and again must not cost a start for every call.
  private TenantProcess successor(String tenant, TenantProcess ended, ProcessState.OverLimit end)
      throws ProcessGone {
    int successions = ended.successions(end);
    var pause = backoff.after(successions).minusNanos(System.nanoTime() - end.endedAt());
    if (stopping || pause.isPositive()) {
      throw new ProcessGone(
          "%s: its process %s; another may be started in %d ms"
              .formatted(isolatedVersion.label(), end.why(), pause.toMillis()));
    }
    return make(tenant, successions);
  }

  private TenantProcess forNew(String tenant) throws ProcessGone {
    // The spare one was started with the memory that the node's settings allow.
    var first =
        WorkerMemory.of(launcher.config(), quotas.memory(pluginId, tenant)).limited()
            ? null
            : spare;
    if (first != null) {
      spare = null;
      return first;
    }
    if (stopping || (tenants.size() >= launcher.config().mostProcesses() && !makeRoom())) {
      throw new ProcessGone(
          isolatedVersion.label()
              + ": all its "
              + tenants.size()
              + " processes are other tenants'");
    }
    return make(tenant, 0);
  }

  private boolean makeRoom() {
    var longest =
        tenants.entrySet().stream()
            .filter(it -> it.getValue().isEmpty())
            .min(Comparator.comparingLong(it -> it.getValue().lastLeft()));
    longest.ifPresent(it -> end(it.getKey()));
    return longest.isPresent();
  }

  private void end(String tenant) {
    var process = tenants.remove(tenant);
    if (process != null) {
      leaving.removeIf(CompletableFuture::isDone);
      leaving.add(process.plugin().terminated());
      NodeThread.start(
          "end-" + isolatedVersion.label(), () -> process.end(isolatedVersion.label()));
    }
  }

  /// Counts what each tenant's process took, and ends those that are over a limit. For one thread.
  void measure() {
    started().forEach((tenant, process) -> measure(tenant, process.plugin()));
  }

  private synchronized Map<String, TenantProcess> started() {
    var all = new HashMap<>(tenants);
    all.values().removeIf(it -> !it.isStarted());
    return all;
  }

  private void measure(String tenant, ProcessPlugin plugin) {
    plugin.sample().flatMap(it -> quotas.took(pluginId, tenant, it)).ifPresent(plugin::end);
  }

  private void sweepLater() {
    launcher.later(SWEEP, "sweep-" + isolatedVersion.label(), this::sweep);
  }

  private synchronized void sweep() {
    try {
      long idle = launcher.config().idle().toNanos();
      List.copyOf(tenants.entrySet()).stream()
          .filter(it -> it.getValue().isIdleFor(idle))
          .forEach(it -> end(it.getKey()));
    } finally {
      if (!stopping) {
        sweepLater();
      }
    }
  }

  /// A tenant without a process is told nothing: its next one gets the configuration with its
  /// calls.
  @Override
  public void configured(String tenant, Configuration configuration) throws Exception {
    var process = running(tenant);
    if (process.isPresent()) {
      process.get().plugin().configured(tenant, configuration);
    }
  }

  private synchronized Optional<TenantProcess> running(String tenant) {
    return Optional.ofNullable(tenants.get(tenant)).filter(TenantProcess::isStarted);
  }

  /// The first unhealthy process makes the plugin unhealthy.
  @Override
  public Health health() {
    return running().stream()
        .map(it -> it.plugin().health())
        .filter(it -> !it.healthy())
        .findFirst()
        .orElse(Health.ok());
  }

  private synchronized Collection<TenantProcess> running() {
    List<TenantProcess> all = new ArrayList<>(tenants.values());
    if (spare != null) {
      all.add(spare);
    }
    return all.stream().filter(TenantProcess::isStarted).toList();
  }

  @Override
  public void stop() {
    var all = beginStopping();
    var ends = all.stream().map(it -> ending(it)).toList();
    ends.forEach(CompletableFuture::join);
    finished(all);
  }

  private synchronized Collection<TenantProcess> beginStopping() {
    stopping = true;
    List<TenantProcess> all = new ArrayList<>(tenants.values());
    if (spare != null) {
      all.add(spare);
    }
    return all;
  }

  private CompletableFuture<?> ending(TenantProcess process) {
    return CompletableFuture.runAsync(
        () -> process.end(isolatedVersion.label()),
        work -> NodeThread.start("end-" + isolatedVersion.label(), work));
  }

  private synchronized void finished(Collection<TenantProcess> all) {
    all.forEach(it -> leaving.add(it.plugin().terminated()));
    var _ =
        CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
            .thenRun(() -> terminated.complete(isolatedVersion));
    LOG.debug("{}: {} processes ended", isolatedVersion.label(), all.size());
  }
}
