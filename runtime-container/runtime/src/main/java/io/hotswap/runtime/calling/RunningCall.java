package io.hotswap.runtime.calling;

import io.hotswap.runtime.loading.CurrentCall;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.routing.Target;
import io.hotswap.spi.CallRejected;
import io.hotswap.telemetry.LogContext;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call in progress. Answered once, by the plugin or by the deadline, whichever is first; its
/// version counts it as inside until the plugin's code has really ended.
final class RunningCall {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

  private final PluginCall call;
  private final Target.Entered target;
  private final LoadedVersion version;
  private final Span span;
  private final Consumer<CallEnd> answer;
  private final Runnable ended;
  private final Runnable onOutOfMemory;
  private final long began = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Thread thread;
  private volatile @Nullable Timeout deadline;

  RunningCall(
      PluginCall call,
      Target.Entered target,
      Span span,
      Consumer<CallEnd> answer,
      Runnable ended,
      Runnable onOutOfMemory) {
    this.call = call;
    this.target = target;
    this.version = target.version();
    this.span = span;
    this.answer = answer;
    this.ended = ended;
    this.onOutOfMemory = onOutOfMemory;
    this.thread =
        Thread.ofVirtual().name("call").inheritInheritableThreadLocals(false).unstarted(this::run);
    thread.setContextClassLoader(version.classLoader());
  }

  void start(Timer deadlines, Duration limit) {
    deadline =
        deadlines.newTimeout(timeout -> giveUp(limit), limit.toMillis(), TimeUnit.MILLISECONDS);
    thread.start();
  }

  private void run() {
    var current =
        new CurrentCall(call.tenant(), span.getSpanContext().getTraceId(), target.counts());
    try {
      ScopedValue.where(CurrentCall.ON_THIS_THREAD, current)
          .run(() -> answer(version.interruptibly(this::handled)));
    } finally {
      target.leave();
    }
  }

  // Whatever a plugin throws ends here: a StackOverflowError or LinkageError is its own affair.
  @SuppressWarnings("CatchingUnchecked")
  private CallEnd handled() {
    try {
      var reply = version.handle(call);
      return reply == null
          ? failed(new NullPointerException("handle answered null"))
          : new CallEnd.Replied(reply);
    } catch (CallRejected rejected) {
      return new CallEnd.Rejected(rejected.pointer(), String.valueOf(rejected.getMessage()));
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  private CallEnd failed(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      onOutOfMemory.run();
    }
    if (!answered.get()) {
      Thrown.recordIn(span, thrown);
      try (var _ = LogContext.with(fields())) {
        LOG.warn("{}: {} failed", version.ref().label(), call.operation(), thrown);
      }
    }
    return new CallEnd.Failed(thrown);
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>(version.ref().logFields());
    fields.put("tenantId", call.tenant());
    fields.put("traceId", span.getSpanContext().getTraceId());
    return fields;
  }

  private void giveUp(Duration limit) {
    if (answer(new CallEnd.TimedOut())) {
      try (var _ = LogContext.with(fields())) {
        LOG.warn(
            "{}: {} did not answer within {} ms; interrupting it",
            version.ref().label(),
            call.operation(),
            limit.toMillis());
      }
      thread.interrupt();
    }
  }

  private boolean answer(CallEnd end) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    var pending = deadline;
    if (pending != null) {
      pending.cancel();
    }
    var outcome = end.outcome();
    if (target.counts()) {
      long now = System.nanoTime();
      version.tally().called(call.tenant(), outcome, now - began, now);
    }
    if (outcome.isFailure()) {
      span.setStatus(StatusCode.ERROR, outcome.label());
    }
    span.end();
    try {
      answer.accept(end);
    } finally {
      ended.run();
    }
    return true;
  }
}
