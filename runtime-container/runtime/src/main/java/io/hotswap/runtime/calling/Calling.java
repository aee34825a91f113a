package io.hotswap.runtime.calling;

import io.hotswap.runtime.loading.QuarantinePolicy;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls plugins: each call on a fresh virtual thread, which nothing else ever uses, with a
/// deadline that a platform thread keeps.
public final class Calling implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calling.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
  private static final ThreadFactory FRESH =
      Thread.ofVirtual().name("call").inheritInheritableThreadLocals(false).factory();

  private final DeadlineWatcher deadlineWatcher = new DeadlineWatcher();
  private final AtomicLong open = new AtomicLong();
  private final CarrierScaler carriers;
  private final CallingConfig config;
  private final Telemetry telemetry;
  private final String nodeId;
  private final QuarantinePolicy quarantinePolicy;
  private final Runnable onOutOfMemory;
  private final ThreadFactory threads;
  private final ResourceExhaustion resourceExhaustion = new ResourceExhaustion();

  /// @param onOutOfMemory what happens to the node when plugin code has used up its memory or
  ///   threads
  public Calling(
      CallingConfig config,
      Telemetry telemetry,
      String nodeId,
      QuarantinePolicy quarantinePolicy,
      Runnable onOutOfMemory) {
    this(config, telemetry, nodeId, quarantinePolicy, onOutOfMemory, FRESH);
  }

  /// @param threads each makes one for one call
  Calling(
      CallingConfig config,
      Telemetry telemetry,
      String nodeId,
      QuarantinePolicy quarantinePolicy,
      Runnable onOutOfMemory,
      ThreadFactory threads) {
    this.config = config;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
    this.quarantinePolicy = quarantinePolicy;
    this.onOutOfMemory = onOutOfMemory;
    this.threads = threads;
    this.carriers = new CarrierScaler(config.mostCarriers(), () -> open.get() > 0);
    carriers.start();
    deadlineWatcher.start();
  }

  /// Begins a call of a version that has been entered; leaving it is taken care of, also when this
  /// throws.
  ///
  /// @param answer takes the end, exactly once, on any thread
  public void begin(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Consumer<InvocationResult> answer) {
    begin(invocationRequest, target, config.timeout(), (_, result) -> answer.accept(result));
  }

  /// @param limit for a call that has waited already
  /// @param answer takes too what the plugin saw: its own trace context is for the answer
  public void begin(
      InvocationRequest invocationRequest,
      RouteResult.Entered target,
      Duration limit,
      BiConsumer<Call, InvocationResult> answer) {
    RunningCall running;
    try {
      running = prepared(invocationRequest, target, limit, answer);
    } catch (RuntimeException | Error fault) {
      target.leave();
      throw fault;
    }
    running.start();
  }

  private RunningCall prepared(
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
      // Most calls are not recorded: what would describe them is not put together.
      if (span.isRecording()) {
        describe(span, invocationRequest, target);
      }
      // The client's goes on as it came, unless it was garbled.
      var tracestate =
          span.getSpanContext().getTraceState().isEmpty() ? "" : invocationRequest.tracestate();
      var call =
          new InvocationCall(
              invocationRequest.operation(),
              invocationRequest.tenant(),
              invocationRequest.contentType(),
              invocationRequest.body(),
              NoConfiguration.NONE,
              Traceparent.of(span),
              tracestate,
              Instant.now().plus(limit));
      return new RunningCall(this, call, invocationRequest.memory(), target, span, limit, answer);
    } catch (RuntimeException | Error fault) {
      span.end();
      throw fault;
    }
  }

  /// How long a call may take, with all its waiting.
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
        .setAttribute("plugin.version", version.version())
        .setAttribute("plugin.operation", invocationRequest.operation())
        .setAttribute("tenant.id", invocationRequest.tenant())
        .setAttribute("deployment.id", ref.routed().deploymentId())
        .setAttribute("environment", ref.environment().name())
        .setAttribute("generation", target.generation())
        .setAttribute("bundle", target.bundle())
        .setAttribute("node.id", nodeId);
  }

  /// A call is in flight until it is [#answered].
  void begun() {
    open.incrementAndGet();
    carriers.needed();
  }

  void answered() {
    open.decrementAndGet();
  }

  void ended() {
    carriers.ended();
  }

  /// Hears, on the call's thread, what a plugin has thrown.
  void thrown(Throwable thrown) {
    if (resourceExhaustion.isMeantBy(thrown)) {
      try {
        onOutOfMemory.run();
      } catch (RuntimeException | Error fault) {
        // The call has failed all the same, by its version's doing.
        LOG.error("A node whose memory is used up cannot leave", fault);
      }
    }
  }

  /// @param call is run on it
  Thread thread(Runnable call) {
    return threads.newThread(call);
  }

  DeadlineWatcher inFlight() {
    return deadlineWatcher;
  }

  /// How long an interrupted call may still run.
  Duration grace() {
    return config.grace();
  }

  QuarantinePolicy quarantining() {
    return quarantinePolicy;
  }

  /// A call that waits for its version is in flight too.
  ///
  /// @return to be run when it waits no longer
  public Runnable waits() {
    open.incrementAndGet();
    return this::answered;
  }

  /// Waits for the calls in flight to be answered.
  public boolean awaitNone(Duration limit) throws InterruptedException {
    long last = System.nanoTime() + limit.toNanos();
    while (open.get() > 0) {
      if (System.nanoTime() - last >= 0) {
        return false;
      }
      Thread.sleep(LOOK_AGAIN);
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
