package io.hotswap.runtime.calling;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Counts spans, and fails when it is told to. */
final class Spans implements SpanProcessor {
  final AtomicInteger begun = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();
  final AtomicReference<Runnable> onBegin = new AtomicReference<>(() -> {});
  final AtomicReference<Runnable> onEnd = new AtomicReference<>(() -> {});

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    onBegin.get().run();
    begun.incrementAndGet();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    ended.incrementAndGet();
    onEnd.get().run();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
