package io.hotswap.testkit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Threads and classes that remain after a plugin was stopped.
final class Leftovers {
  private final StepTimeouts stepTimeouts;

  /// The threads of this JVM before the plugin was loaded.
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  Leftovers(StepTimeouts stepTimeouts) {
    this.stepTimeouts = stepTimeouts;
  }

  CheckFinding threads() throws InterruptedException {
    await(stepTimeouts.threads(), () -> left().isEmpty());
    var left = left();
    return left.isEmpty()
        ? CheckFinding.good("threads", "none left")
        : CheckFinding.bad("threads", "still running after stop(): " + left + "; end them there");
  }

  private String left() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> !before.contains(each.getKey()))
        .filter(each -> isOfPlugin(each.getKey(), each.getValue()))
        .map(each -> each.getKey().getName())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isOfPlugin(Thread thread, StackTraceElement[] stack) {
    return thread.getContextClassLoader() instanceof PluginLoader
        || thread.getClass().getClassLoader() instanceof PluginLoader
        || Arrays.stream(stack)
            .anyMatch(frame -> PluginLoader.NAME.equals(frame.getClassLoaderName()));
  }

  CheckFinding collected(WeakReference<ClassLoader> loader) throws InterruptedException {
    await(
        stepTimeouts.unload(),
        () -> {
          System.gc();
          return loader.refersTo(null);
        });
    return loader.refersTo(null)
        ? CheckFinding.good("unload", "all classes collected")
        : CheckFinding.bad(
            "unload",
            "classes still in memory "
                + stepTimeouts.unload().toSeconds()
                + " s after stop(): a thread, timer, shutdown hook, registered driver or"
                + " thread-local keeps them");
  }

  private static void await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    var until = Instant.now().plus(limit);
    while (!condition.getAsBoolean() && Instant.now().isBefore(until)) {
      Thread.sleep(50);
    }
  }
}
