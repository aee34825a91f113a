package io.hotswap.samples.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Health;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Works until a call asks it not to.
public final class FaultyPlugin implements Plugin {
  private final AtomicBoolean healthy = new AtomicBoolean(true);

  @Override
  public Reply handle(Call call) throws Exception {
    return switch (call.operation()) {
      case "echo" -> Reply.bytes(call.contentType(), call.body());
      case "slow" -> slow(Duration.ofMillis(millis(call)));
      case "throw" -> throw new IllegalStateException("thrown on demand");
      case "spin" -> spin(Duration.ofMillis(millis(call)));
      case "leak" -> leak(text(call));
      case "toggle-health" -> Reply.text(toggled() ? "healthy" : "unhealthy");
      default -> throw CallRejected.unknownOperation(call);
    };
  }

  @Override
  public Health health() {
    return healthy.get() ? Health.ok() : Health.unhealthy("made unhealthy on demand");
  }

  private static Reply slow(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return Reply.text("slept " + time.toMillis() + " ms");
  }

  private static Reply spin(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    long rounds = 0;
    while (System.nanoTime() < until) {
      rounds++;
    }
    return Reply.text("spun " + rounds + " rounds");
  }

  private static Reply leak(String what) {
    switch (what) {
      case "thread" -> Leak.thread();
      case "thread-local" -> Leak.threadLocal();
      default ->
          throw new CallRejected("the body is 'thread' or 'thread-local', not '" + what + "'");
    }
    return Reply.text("leaked a " + what);
  }

  private boolean toggled() {
    boolean before = healthy.get();
    while (!healthy.compareAndSet(before, !before)) {
      before = healthy.get();
    }
    return !before;
  }

  private static long millis(Call call) {
    try {
      long millis = Long.parseLong(text(call));
      if (millis >= 0 && millis <= Duration.ofHours(1).toMillis()) {
        return millis;
      }
    } catch (NumberFormatException notOne) {
      throw new CallRejected("the body is a number of milliseconds, not '" + text(call) + "'");
    }
    throw new CallRejected("the body is between 0 and 3600000 milliseconds");
  }

  private static String text(Call call) {
    return new String(call.body(), UTF_8).strip();
  }
}
