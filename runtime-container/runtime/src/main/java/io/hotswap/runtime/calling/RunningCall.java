package io.hotswap.runtime.calling;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.memory.Reservation;
import io.hotswap.runtime.plugin.CurrentCall;
import io.hotswap.runtime.plugin.InvocationCall;
import io.hotswap.runtime.plugin.NotBegun;
import io.hotswap.runtime.plugin.RedactedText;
import io.hotswap.runtime.plugin.StackFrames;
import io.hotswap.runtime.plugin.TenantLimitExceeded;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.telemetry.LogContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call in progress. Answered once, by the plugin or at the deadline, whichever comes first.
/// Its version is not left before the plugin's code has really ended.
final class RunningCall implements DeadlineWatcher.Limited {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

  private enum Progress {
    WAITING,
    RUNNING,
    UNSTOPPABLE,
    OVER
  }

  private final Calling calling;
  private final InvocationCall call;
  private final @Nullable Reservation memory;
  private final RouteResult.Entered target;
  private final LoadedVersion version;
  private final Span span;
  private final BiConsumer<Call, InvocationResult> answer;
  private final long startedAt = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);
  private final Thread thread;
  private final Duration limit;
  // Used only by the deadline watcher's thread.
  private boolean interrupted;
  private long dueAt;

  RunningCall(
      Calling calling,
      InvocationCall call,
      @Nullable Reservation memory,
      RouteResult.Entered target,
      Span span,
      Duration limit,
      BiConsumer<Call, InvocationResult> answer) {
    this.calling = calling;
    this.call = call;
    this.memory = memory;
    this.target = target;
    this.version = target.version();
    this.span = span;
    this.answer = answer;
    this.limit = limit;
    this.dueAt = startedAt + limit.toNanos();
    this.thread = calling.thread(this::run);
    thread.setContextClassLoader(version.classLoader());
  }

  void start() {
    calling.callBegan();
    if (memory != null) {
      memory.retain();
    }
    try {
      calling.deadlineWatcher().begin(this);
      thread.start();
    } catch (RuntimeException | Error fault) {
      leave();
      // Its deadline may have passed already, which answers it.
      if (answered.compareAndSet(false, true)) {
        calling.callAnswered();
        span.end();
        throw fault;
      }
    }
  }

  /// Interrupts the plugin: who made the call does not wait any more.
  void interrupt() {
    thread.interrupt();
  }

  private void run() {
    try {
      // Not if its deadline passed before a carrier was free: then it has been answered.
      if (progress.compareAndSet(Progress.WAITING, Progress.RUNNING)) {
        var current =
            new CurrentCall(call.tenant(), span.getSpanContext().getTraceId(), target.counts());
        ScopedValue.where(CurrentCall.ON_THIS_THREAD, current)
            .run(() -> answer(version.interruptibly(this::invoke)));
      }
    } catch (RuntimeException | Error fault) {
      LOG.error("{}: a call failed by a fault of the node", version.ref().label(), fault);
      answer(new InvocationResult.NodeFault(fault.toString()));
    } finally {
      leave();
    }
  }

  // Each step runs even if another one throws: else the version could never be unloaded, or the
  // tenant would keep the call's part of its limits.
  private void leave() {
    try {
      target.leave();
    } finally {
      if (memory != null) {
        memory.release();
      }
      calling.callEnded();
      calling.deadlineWatcher().end(this);
      if (progress.getAndSet(Progress.OVER) == Progress.UNSTOPPABLE) {
        calling.quarantinePolicy().end(version, call.operation());
      }
    }
  }

  // Catches all that a plugin throws, a StackOverflowError or LinkageError included.
  @SuppressWarnings("CatchingUnchecked")
  private InvocationResult invoke() {
    try {
      var reply = version.handle(call);
      return reply == null
          ? failed(new NullPointerException("handle answered null"))
          : new InvocationResult.Replied(reply);
    } catch (CallRejected rejected) {
      return new InvocationResult.Rejected(rejected.pointer(), rejected.getMessage());
    } catch (NotBegun notBegun) {
      return notBegun(notBegun);
    } catch (TenantLimitExceeded exceeded) {
      var why = String.valueOf(exceeded.getMessage());
      log("was ended: " + why, Map.of());
      return new InvocationResult.OverLimit(why);
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  private InvocationResult notBegun(NotBegun notBegun) {
    if (notBegun.isStartFailed()) {
      return new InvocationResult.NotBegun(NotBegunCause.START_FAILED, failed(notBegun).thrown());
    }
    var why = String.valueOf(notBegun.getMessage());
    log("did not begin: " + why, Map.of());
    return new InvocationResult.NotBegun(NotBegunCause.NO_PROCESS, why);
  }

  private InvocationResult.Failed failed(Throwable throwable) {
    calling.endNodeIfExhausted(throwable);
    var throwableText = ThrowableText.of(throwable);
    if (!answered.get()) {
      throwableText.recordOn(span);
      log("failed: " + throwableText, Map.of("stackTrace", throwableText.stackTrace()));
      version.counter().failed(() -> failure(throwableText));
    }
    return new InvocationResult.Failed(throwableText.toString());
  }

  private CallFailure failure(ThrowableText throwableText) {
    return new CallFailure(
        version.counter().now(),
        call.operation(),
        throwableText.type(),
        RedactedText.of(throwableText.message(), call.tenant(), call.body()),
        StackFrames.of(throwableText.stackTrace()),
        span.getSpanContext().getTraceId());
  }

  private CallFailure timeoutFailure() {
    return new CallFailure(
        version.counter().now(),
        call.operation(),
        "timed out",
        "did not answer within " + limit.toMillis() + " ms",
        List.of(),
        span.getSpanContext().getTraceId());
  }

  private void log(String what, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(version.ref().logFields());
    fields.putAll(more);
    fields.put("tenantId", call.tenant());
    fields.put("traceId", span.getSpanContext().getTraceId());
    try (var _ = LogContext.with(fields)) {
      LOG.warn("{}: {} {}", version.ref().label(), call.operation(), what);
    }
  }

  @Override
  public void check(long now) {
    if (now - dueAt < 0) {
      return;
    }
    if (interrupted) {
      calling.deadlineWatcher().end(this);
      quarantine();
    } else if (!answered.get()) {
      timeOut();
    } else {
      // The plugin has answered in time; it is about to leave.
      calling.deadlineWatcher().end(this);
    }
  }

  private void timeOut() {
    boolean begun = !progress.compareAndSet(Progress.WAITING, Progress.OVER);
    boolean late = true;
    try {
      late = answer(begun ? new InvocationResult.TimedOut() : noCarrier());
    } finally {
      // Also when delivering the answer failed: the plugin's code has to be interrupted.
      if (late) {
        interrupted = true;
        dueAt = System.nanoTime() + calling.grace().toNanos();
        thread.interrupt();
      }
    }
    if (late && begun) {
      log("did not answer within " + limit.toMillis() + " ms; interrupting it", Map.of());
      version.counter().failed(this::timeoutFailure);
    }
  }

  private InvocationResult noCarrier() {
    var why = "no carrier was free for it within " + limit.toMillis() + " ms";
    log("did not begin: " + why, Map.of());
    return new InvocationResult.NotBegun(NotBegunCause.NO_CARRIER, why);
  }

  private void quarantine() {
    if (progress.compareAndSet(Progress.RUNNING, Progress.UNSTOPPABLE)) {
      log("runs on " + calling.grace().toMillis() + " ms after it was interrupted", Map.of());
      calling.quarantinePolicy().begin(version, call.operation());
    }
  }

  private boolean answer(InvocationResult result) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    try {
      count(result);
    } finally {
      deliver(result);
    }
    return true;
  }

  private void count(InvocationResult result) {
    var callOutcome = result.outcome();
    try {
      if (target.counts()) {
        long now = System.nanoTime();
        if (callOutcome == null) {
          version.counter().excluded(result.label());
        } else {
          target.called(call.tenant(), callOutcome, now - startedAt, now);
        }
      }
    } finally {
      if (callOutcome == null || callOutcome.isFailure()) {
        span.setStatus(
            StatusCode.ERROR, callOutcome == null ? result.label() : callOutcome.label());
      }
      span.end();
    }
  }

  private void deliver(InvocationResult result) {
    try {
      answer.accept(call, result);
    } finally {
      calling.callAnswered();
    }
  }
}
