package io.hotswap.runtime.isolation;

import io.hotswap.domain.retry.Backoff;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.NotBegun;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.plugin.WorkerException;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.secrets.SecretConfiguration;
import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Health;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import io.hotswap.spi.Secret;
import io.hotswap.telemetry.LogContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin in one process, which is restarted when it ends by itself. Calls fail at once until it
/// is up again.
final class ProcessPlugin implements IsolatedPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessPlugin.class);
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final long EXIT_MILLIS = 500;

  private final CompletableFuture<ExitReason> terminated = new CompletableFuture<>();
  private final ProcessLauncher launcher;
  private final IsolatedVersion isolatedVersion;
  private final Path temporary;
  private volatile State state = new Down("has not been started");
  private @Nullable VersionContext context;
  private boolean stopping;
  private final Backoff backoff;
  private int restarts;
  private long upSince;

  private sealed interface State {}

  private record Up(WorkerProcess worker) implements State {}

  /// @param why completes the sentence "its process …"
  private record Down(String why) implements State {}

  ProcessPlugin(ProcessLauncher launcher, IsolatedVersion isolatedVersion, Path temporary) {
    this.launcher = launcher;
    this.isolatedVersion = isolatedVersion;
    this.temporary = temporary;
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
    adopt(launcher.bringUp(isolatedVersion, versionContext, temporary));
  }

  private synchronized void adopt(WorkerProcess worker) {
    upSince = System.nanoTime();
    state = new Up(worker);
    var _ = worker.ended().thenAccept(this::ended);
    if (stopping) {
      worker.end(ExitReason.Stopped);
    }
  }

  private synchronized void ended(ExitReason reason) {
    if (stopping || reason == ExitReason.Stopped) {
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
      throw gone.isRequestNotSent() ? NotBegun.nothingRuns(gone) : gone;
    }
  }

  private Reply handled(Call call) throws Exception {
    var answer =
        up().call(
                call,
                id ->
                    new Frame.Call(
                        id,
                        call.operation(),
                        call.tenant(),
                        call.contentType(),
                        call.traceparent(),
                        call.tracestate(),
                        call.deadline(),
                        call.configuration().json(),
                        secrets(call.configuration()),
                        call.body()),
                launcher.config().grace());
    return switch (answer) {
      case Frame.Replied it -> new Reply(it.contentType(), it.body());
      case Frame.Rejected it -> throw new CallRejected(it.pointer(), it.message());
      case Frame.Failed it -> throw thrown(it);
      case Frame.Done _, Frame.Examined _ ->
          throw new ProcessGone(
              isolatedVersion.label() + ": its process sent an unexpected answer");
    };
  }

  /// Read before each call, as its process can read none.
  private static List<Frame.SecretValue> secrets(Configuration configuration) {
    return configuration instanceof SecretConfiguration it
        ? it.secrets().entrySet().stream()
            .map(each -> secret(each.getKey(), each.getValue()))
            .toList()
        : List.of();
  }

  private static Frame.SecretValue secret(String field, Secret secret) {
    try {
      return new Frame.SecretValue(field, secret.reveal(), secret.previous().orElse(""));
    } catch (IllegalStateException unreadable) {
      // The plugin is told when it asks for it.
      return new Frame.SecretValue(field, "", "");
    }
  }

  static WorkerException thrown(Frame.Failed failed) {
    return new WorkerException(
        new ThrowableText(failed.type(), failed.message(), failed.stackTrace()));
  }

  private WorkerProcess up() throws ProcessGone {
    return switch (state) {
      case Up up -> up.worker();
      case Down down ->
          throw ProcessGone.requestNotSent(isolatedVersion.label() + ": its process " + down.why());
    };
  }

  @Override
  public void configured(String tenant, Configuration configuration) throws Exception {
    var answer =
        up().request(
                id ->
                    new Frame.Configure(id, tenant, configuration.json(), secrets(configuration)));
    if (answer instanceof Frame.Failed failed) {
      throw thrown(failed);
    }
  }

  @Override
  public Health health() {
    try {
      return switch (up().request(Frame.AskHealth::new)) {
        case Frame.Examined it -> new Health(it.healthy(), it.reason());
        case Frame.Failed it -> Health.unhealthy("health threw " + thrown(it).getMessage());
        case Frame.Answer _ -> Health.unhealthy("its process sent an unexpected answer");
      };
    } catch (ProcessGone down) {
      return Health.unhealthy(String.valueOf(down.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.unhealthy("health was interrupted");
    }
  }

  @Override
  public void stop() throws Exception {
    if (beginStopping() instanceof Up up) {
      stop(up.worker());
    }
  }

  private synchronized State beginStopping() {
    stopping = true;
    if (state instanceof Down) {
      terminated.complete(ExitReason.Stopped);
    }
    return state;
  }

  private void stop(WorkerProcess worker) throws Exception {
    try {
      if (worker.request(Frame.Stop::new) instanceof Frame.Failed failed) {
        throw thrown(failed);
      }
    } finally {
      worker.end(ExitReason.Stopped);
      worker.ended().get(EXIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// The running process; null when there is none.
  @Nullable WorkerProcess worker() {
    return state instanceof Up up ? up.worker() : null;
  }
}
