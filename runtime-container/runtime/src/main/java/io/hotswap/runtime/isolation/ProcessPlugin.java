package io.hotswap.runtime.isolation;

import io.hotswap.domain.retry.Backoff;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.isolation.ProcessState.Down;
import io.hotswap.runtime.isolation.ProcessState.OverLimit;
import io.hotswap.runtime.isolation.ProcessState.Up;
import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.isolation.process.ProcessMeter;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.NotBegun;
import io.hotswap.runtime.plugin.TenantLimitExceeded;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.plugin.WorkerException;
import io.hotswap.runtime.quota.ProcessLimit;
import io.hotswap.runtime.quota.ProcessSample;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Health;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import io.hotswap.telemetry.LogContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin in one process, which is restarted when it ends by itself. Calls fail at once until it
/// is up again.
final class ProcessPlugin implements IsolatedPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessPlugin.class);
  static final Duration STEADY = Duration.ofMinutes(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final long EXIT_MILLIS = 500;

  private final CompletableFuture<ExitReason> terminated = new CompletableFuture<>();
  private final ProcessLauncher launcher;
  private final IsolatedVersion isolatedVersion;
  private final Path temporary;
  private final Supplier<Optional<Long>> memoryQuota;
  private volatile ProcessState state = new Down("has not been started");
  private @Nullable VersionContext context;
  private boolean stopping;
  private final Backoff backoff;
  private int restarts;
  private long upSince;

  ProcessPlugin(ProcessLauncher launcher, IsolatedVersion isolatedVersion, Path temporary) {
    this(launcher, isolatedVersion, temporary, Optional::empty);
  }

  /// @param memoryQuota of the tenant that it serves alone, asked whenever a process is started
  ProcessPlugin(
      ProcessLauncher launcher,
      IsolatedVersion isolatedVersion,
      Path temporary,
      Supplier<Optional<Long>> memoryQuota) {
    this.launcher = launcher;
    this.isolatedVersion = isolatedVersion;
    this.temporary = temporary;
    this.memoryQuota = memoryQuota;
    this.backoff = new Backoff(launcher.config().restart(), LONGEST_PAUSE);
  }

  @Override
  public CompletableFuture<?> terminated() {
    return terminated;
  }

  @Override
  public void start(PluginContext given) throws Exception {
    var versionContext = VersionContext.of(given);
    context = versionContext;
    bringUp(versionContext);
  }

  private void bringUp(VersionContext versionContext) throws ProcessGone, InterruptedException {
    var worker = launcher.bringUp(isolatedVersion, versionContext, temporary, memoryQuota.get());
    try {
      adopt(worker, new ProcessMeter(worker));
    } catch (IOException ended) {
      throw ProcessGone.requestNotSent(isolatedVersion.label() + ": its process ended at once");
    }
  }

  private synchronized void adopt(WorkerProcess worker, ProcessMeter meter) {
    upSince = System.nanoTime();
    state = new Up(worker, meter);
    var _ = worker.ended().thenAccept(reason -> ended(worker, reason));
    if (stopping) {
      worker.end(ExitReason.Stopped);
    }
  }

  private synchronized void ended(WorkerProcess worker, ExitReason reason) {
    if (worker.isTenantsOwn(reason) && !stopping) {
      LOG.warn("{}: its process {}", isolatedVersion.label(), reason.phrase());
      long now = System.nanoTime();
      state = new OverLimit(reason.phrase(), now, Duration.ofNanos(now - upSince));
    }
    if (stopping || reason == ExitReason.Stopped || state instanceof OverLimit) {
      terminated.complete(reason);
      return;
    }
    if (System.nanoTime() - upSince > STEADY.toNanos()) {
      restarts = 0;
    }
    scheduleRestart(reason.phrase());
  }

  // The caller holds the lock.
  private void scheduleRestart(String why) {
    restarts++;
    var pause = backoff.after(restarts);
    LOG.error(
        "{}: its process {}; starting another in {} ms",
        isolatedVersion.label(),
        why,
        pause.toMillis());
    state = new Down(why + " and is started again");
    launcher.later(pause, "restart-" + isolatedVersion.label(), this::restart);
  }

  private void restart() {
    if (isStopping()) {
      return;
    }
    try {
      DataDirectory.delete(temporary);
      bringUp(Objects.requireNonNull(context));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      // Any failure: nothing else would start the process again.
      failedToStart(e);
    }
  }

  private synchronized boolean isStopping() {
    if (stopping) {
      terminated.complete(ExitReason.Stopped);
    }
    return stopping;
  }

  private synchronized void failedToStart(Throwable why) {
    var thrown =
        why instanceof WorkerException it
            ? Optional.of(it.thrown())
            : Optional.<ThrowableText>empty();
    try (var _ = LogContext.with(ThrowableText.logFields(thrown))) {
      LOG.error("{} could not be started again", isolatedVersion.label(), why);
    }
    if (!isStopping()) {
      scheduleRestart(ExitReason.NotStarted.phrase());
    }
  }

  @Override
  public Reply handle(Call call) throws Exception {
    try {
      return handled(call);
    } catch (ProcessGone gone) {
      if (gone.isRequestNotSent()) {
        throw NotBegun.nothingRuns(gone);
      }
      throw gone.isTenantsOwn() ? new TenantLimitExceeded(gone) : gone;
    }
  }

  private Reply handled(Call call) throws Exception {
    var answer = up().call(call, id -> CallFrames.call(id, call), launcher.config().grace());
    return switch (answer) {
      case Frame.Replied it -> new Reply(it.contentType(), it.body());
      case Frame.Rejected it -> throw new CallRejected(it.pointer(), it.message());
      case Frame.Failed it -> throw CallFrames.thrown(it);
      case Frame.Done _, Frame.Examined _ ->
          throw new ProcessGone(
              isolatedVersion.label() + ": its process sent an unexpected answer");
    };
  }

  private WorkerProcess up() throws ProcessGone {
    return switch (state) {
      case Up up -> up.worker();
      case Down(String why) -> throw ProcessGone.requestNotSent(sentence(why));
      case OverLimit(String why, _, _) -> throw ProcessGone.requestNotSent(sentence(why));
    };
  }

  private String sentence(String why) {
    return isolatedVersion.label() + ": its process " + why;
  }

  @Override
  public void configured(String tenant, Configuration configuration) throws Exception {
    var answer = up().request(id -> CallFrames.configuration(id, tenant, configuration));
    if (answer instanceof Frame.Failed failed) {
      throw CallFrames.thrown(failed);
    }
  }

  /// What a limit of its tenant ended says nothing of the plugin.
  @Override
  public Health health() {
    try {
      return switch (state) {
        case Up(WorkerProcess worker, _) -> health(worker);
        case Down(String why) -> Health.unhealthy(sentence(why));
        case OverLimit _ -> Health.ok();
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unhealthy("health was interrupted");
    }
  }

  private static Health health(WorkerProcess worker) throws InterruptedException {
    try {
      return switch (worker.request(Frame.AskHealth::new)) {
        case Frame.Examined it -> new Health(it.healthy(), it.reason());
        case Frame.Failed it ->
            Health.unhealthy("health threw " + CallFrames.thrown(it).getMessage());
        case Frame.Answer _ -> Health.unhealthy("its process sent an unexpected answer");
      };
    } catch (ProcessGone down) {
      return worker.hasEndedForItsTenant()
          ? Health.ok()
          : Health.unhealthy(String.valueOf(down.getMessage()));
    }
  }

  @Override
  public void stop() throws Exception {
    if (beginStopping() instanceof Up up) {
      stop(up.worker());
    }
  }

  private synchronized ProcessState beginStopping() {
    stopping = true;
    if (!(state instanceof Up)) {
      terminated.complete(ExitReason.Stopped);
    }
    return state;
  }

  private void stop(WorkerProcess worker) throws Exception {
    try {
      if (worker.request(Frame.Stop::new) instanceof Frame.Failed failed) {
        throw CallFrames.thrown(failed);
      }
    } finally {
      worker.end(ExitReason.Stopped);
      worker.ended().get(EXIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// Its end, if a limit of its tenant ended it.
  Optional<OverLimit> overLimit() {
    return state instanceof OverLimit it ? Optional.of(it) : Optional.empty();
  }

  /// What its process took since it was measured last; empty when none runs. For one thread.
  Optional<ProcessSample> sample() {
    if (!(state instanceof Up(WorkerProcess worker, ProcessMeter meter))) {
      return Optional.empty();
    }
    try {
      return Optional.of(meter.sample());
    } catch (IOException e) {
      LOG.debug("{}: its process {} has ended", isolatedVersion.label(), worker, e);
      return Optional.empty();
    }
  }

  /// Ends its process for a limit of its tenant.
  void end(ProcessLimit exceeded) {
    if (state instanceof Up up) {
      up.worker()
          .end(
              switch (exceeded) {
                case PROCESSOR -> ExitReason.OverProcessorQuota;
                case MEMORY -> ExitReason.OverMemoryQuota;
              });
    }
  }
}
