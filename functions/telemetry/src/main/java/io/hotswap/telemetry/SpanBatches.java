package io.hotswap.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports spans in batches on a thread of its own. Unlike OpenTelemetry's own processor it
/// survives the interruption of its thread by plugin code, and starts another thread when it was
/// lost.
final class SpanBatches implements SpanProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SpanBatches.class);
  private static final int MOST_WAITING = 2_048;
  private static final int BATCH = 512;
  private static final long EVERY = Duration.ofMillis(500).toNanos();
  private static final long EXPORT_SECONDS = 30;
  private static final long TELL_AGAIN = Duration.ofMinutes(1).toNanos();

  private final Queue<ReadableSpan> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final Queue<CompletableResultCode> flushes = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final SpanExporter exporter;
  private volatile boolean closed;
  private long toldAt = System.nanoTime() - TELL_AGAIN;

  SpanBatches(SpanExporter exporter) {
    this.exporter = exporter;
    begin();
  }

  private void begin() {
    var before = thread.get();
    if (closed || (before != null && before.getState() != Thread.State.TERMINATED)) {
      return;
    }
    var next =
        Thread.ofPlatform()
            .name("export-spans")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
    // Neither the context class loader of a plugin whose call ends a span, nor ours: plugins see
    // all threads.
    next.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    if (thread.compareAndSet(before, next)) {
      next.start();
    }
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled() || closed) {
      return;
    }
    if (size.incrementAndGet() > MOST_WAITING) {
      size.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      waiting.add(span);
    }
    if (size.get() >= BATCH) {
      LockSupport.unpark(thread.get());
    }
    begin();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    var done = new CompletableResultCode();
    flushes.add(done);
    begin();
    LockSupport.unpark(thread.get());
    return done;
  }

  @Override
  public CompletableResultCode shutdown() {
    var done = new CompletableResultCode();
    var flushed = forceFlush();
    closed = true;
    flushed.whenComplete(
        () -> {
          LockSupport.unpark(thread.get());
          exporter.shutdown().whenComplete(done::succeed);
        });
    return done;
  }

  private void run() {
    while (!closed || !flushes.isEmpty()) {
      try {
        exportAll();
      } catch (RuntimeException | Error e) {
        failed(e.toString(), e);
      }
      if (flushes.isEmpty() && !closed) {
        LockSupport.parkNanos(this, EVERY);
      }
      // Interrupted by a plugin: parking and exporting would fail from now on.
      var _ = Thread.interrupted();
    }
  }

  private void exportAll() {
    List<CompletableResultCode> asked = new ArrayList<>();
    for (var each = flushes.poll(); each != null; each = flushes.poll()) {
      asked.add(each);
    }
    try {
      for (var batch = batch(); !batch.isEmpty(); batch = batch()) {
        export(batch);
      }
      logDropped();
    } finally {
      asked.forEach(CompletableResultCode::succeed);
    }
  }

  private List<SpanData> batch() {
    List<SpanData> batch = new ArrayList<>();
    while (batch.size() < BATCH) {
      var next = waiting.poll();
      if (next == null) {
        break;
      }
      size.decrementAndGet();
      batch.add(next.toSpanData());
    }
    return batch;
  }

  private void export(List<SpanData> batch) {
    // An interrupt would keep this from waiting for the result.
    var _ = Thread.interrupted();
    var result = exporter.export(batch).join(EXPORT_SECONDS, TimeUnit.SECONDS);
    if (!result.isSuccess()) {
      failed(
          "%d spans could not be exported".formatted(batch.size()), result.getFailureThrowable());
    }
  }

  private void logDropped() {
    long now = dropped.getAndSet(0);
    if (now > 0) {
      failed(now + " spans were dropped: they come faster than they can be exported", null);
    }
  }

  private void failed(String what, @Nullable Throwable why) {
    long now = System.nanoTime();
    if (now - toldAt >= TELL_AGAIN) {
      toldAt = now;
      LOG.warn("Traces: {}", what, why);
    }
  }
}
