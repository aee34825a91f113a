package io.hotswap.runtime.calling;

import io.hotswap.runtime.loading.QuarantinePolicy;
import io.hotswap.runtime.plugin.CallChain;
import io.hotswap.runtime.plugin.InvocationCall;
import io.hotswap.runtime.plugin.ResourceExhaustion;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.spi.Call;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls plugins, each call on a fresh virtual thread of its own. A platform thread enforces the
/// deadlines.
public final class Calling implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calling.class);
  private static final Duration POLL_PAUSE = Duration.ofMillis(5);
  private static final ThreadFactory FRESH =
      Thread.ofVirtual().name("call").inheritInheritableThreadLocals(false).factory();

  private final DeadlineWatcher deadlineWatcher = new DeadlineWatcher();
  private final AtomicLong openCalls = new AtomicLong();
  private final CarrierScaler carriers;
  private final CallingConfig config;
  private final Telemetry telemetry;
  private final String nodeId;
  private final QuarantinePolicy quarantinePolicy;
  private final Runnable onOutOfMemory;
  private final ThreadFactory threads;
  private final Predicate<Throwable> isExhaustion;

  /// @param onOutOfMemory run when plugin code has used up the node's memory or threads
  public Calling(
      CallingConfig config,
      Telemetry telemetry,
      String nodeId,
      QuarantinePolicy quarantinePolicy,
      Runnable onOutOfMemory) {
    this(
        config,
        telemetry,
        nodeId,
        quarantinePolicy,
        onOutOfMemory,
        FRESH,
        new ResourceExhaustion()::isMeantBy);
  }

  /// @param threads creates a thread for each call
  /// @param isExhaustion whether what plugin code threw means that memory or threads are used up
  Calling(
      CallingConfig config,
      Telemetry telemetry,
      String nodeId,
      QuarantinePolicy quarantinePolicy,
      Runnable onOutOfMemory,
      ThreadFactory threads,
      Predicate<Throwable> isExhaustion) {
    this.config = config;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
    this.quarantinePolicy = quarantinePolicy;
    this.onOutOfMemory = onOutOfMemory;
    this.threads = threads;
    this.isExhaustion = isExhaustion;
    this.carriers = new CarrierScaler(config.mostCarriers(), () -> openCalls.get() > 0);
    carriers.start();
    deadlineWatcher.start();
  }

  /// Begins a call of a version that has been entered. The version is left when the call ends, and
  /// when this throws.
  ///
  /// @param answer takes the result, exactly once, on any thread
  public void begin(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Consumer<InvocationResult> answer) {
    begin(invocationRequest, target, config.timeout(), (_, result) -> answer.accept(result));
  }

  /// @param limit what is left of the timeout, for a call that has waited already
  /// @param answer takes the call as the plugin saw it, whose trace context belongs in the answer,
  ///   and the result
  public void begin(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Duration limit,
      BiConsumer<Call, InvocationResult> answer) {
    var _ = begun(invocationRequest, target, limit, answer);
  }

  /// As [#begin].
  RunningCall begun(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Duration limit,
      BiConsumer<Call, InvocationResult> answer) {
    RunningCall running;
    try {
      running = prepare(invocationRequest, target, limit, answer);
    } catch (RuntimeException | Error fault) {
      target.leave();
      throw fault;
    }
    running.start();
    return running;
  }

  private RunningCall prepare(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Duration limit,
      BiConsumer<Call, InvocationResult> answer) {
    var span =
        telemetry
            .span("plugin.execute", invocationRequest.traceparent(), invocationRequest.tracestate())
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    try {
      // Most calls are not recorded; their attributes are not built.
      if (span.isRecording()) {
        describe(span, invocationRequest, target);
      }
      // The client's tracestate is passed on unchanged, unless it was malformed.
      var tracestate =
          span.getSpanContext().getTraceState().isEmpty() ? "" : invocationRequest.tracestate();
      var call =
          new InvocationCall(
              invocationRequest.operation(),
              invocationRequest.tenant(),
              invocationRequest.contentType(),
              invocationRequest.body(),
              target.configuration(),
              Traceparent.of(span),
              tracestate,
              Instant.now().plus(limit),
              chain(invocationRequest, target));
      return new RunningCall(this, call, invocationRequest.memory(), target, span, limit, answer);
    } catch (RuntimeException | Error fault) {
      span.end();
      throw fault;
    }
  }

  // Calls of clients share one of their version: nothing is made for them.
  private static CallChain chain(InvocationRequest invocationRequest, RouteResult.Entered target) {
    var caller = invocationRequest.caller();
    var own = target.version().chain(target.counts());
    return caller == null ? own : new CallChain(own.plugin(), own.counts(), caller);
  }

  /// How long a call may take, waiting included.
  public Duration timeout() {
    return config.timeout();
  }

  private void describe(
      Span span, InvocationRequest invocationRequest, RouteResult.Entered target) {
    var version = target.version();
    var ref = version.ref();
    span.addLink(version.introducedBy())
        .setAttribute("plugin.id", ref.pluginId().toString())
        .setAttribute("plugin.name", ref.pluginName())
        .setAttribute("plugin.version", version.release())
        .setAttribute("plugin.operation", invocationRequest.operation())
        .setAttribute("tenant.id", invocationRequest.tenant())
        .setAttribute("deployment.id", ref.routed().deploymentId())
        .setAttribute("environment", ref.environment().name())
        .setAttribute("generation", target.generation())
        .setAttribute("bundle", target.bundle())
        .setAttribute("node.id", nodeId);
    if (invocationRequest.caller() != null) {
      span.setAttribute("caller.plugin", invocationRequest.caller().plugin().label());
    }
  }

  /// Counts a call as in flight, until [#callAnswered].
  void callBegan() {
    openCalls.incrementAndGet();
    carriers.callBegan();
  }

  void callAnswered() {
    openCalls.decrementAndGet();
  }

  void callEnded() {
    carriers.callEnded();
  }

  /// Ends the node if what a plugin threw, on this thread, means that memory or threads are used
  /// up.
  void endNodeIfExhausted(Throwable thrown) {
    if (isExhaustion.test(thrown)) {
      try {
        onOutOfMemory.run();
      } catch (RuntimeException | Error fault) {
        // The call counts as failed by its version all the same.
        LOG.error("A node whose memory is used up cannot be ended", fault);
      }
    }
  }

  /// A new thread that runs the call; not started yet.
  Thread thread(Runnable call) {
    return threads.newThread(call);
  }

  DeadlineWatcher deadlineWatcher() {
    return deadlineWatcher;
  }

  /// How long an interrupted call may still run.
  Duration grace() {
    return config.grace();
  }

  QuarantinePolicy quarantinePolicy() {
    return quarantinePolicy;
  }

  /// Counts a call that waits for its version as in flight.
  ///
  /// @return to be run when the waiting has ended
  public Runnable countWaiting() {
    openCalls.incrementAndGet();
    return this::callAnswered;
  }

  /// Waits until all calls in flight are answered.
  ///
  /// @return false if some were not within the limit
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long last = System.nanoTime() + limit.toNanos();
    while (openCalls.get() > 0) {
      if (System.nanoTime() - last >= 0) {
        return false;
      }
      Thread.sleep(POLL_PAUSE);
    }
    return true;
  }

  @Override
  public List<Loop> loops() {
    return List.of(deadlineWatcher.loop(), carriers.loop());
  }

  @Override
  public void close() {
    deadlineWatcher.close();
    carriers.close();
  }
}
