package io.hotswap.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Describes what a plugin threw, for its author: the cause without wrappers, where it was thrown,
/// its own causes, and what to do.
final class ThrowableReport {
  private static final int CAUSES = 5;

  private ThrowableReport() {}

  /// @param entries the names in the plugin's jars
  static String describe(Throwable thrown, List<String> entries) {
    var cause = unwrapped(thrown);
    var clauses = new LinkedHashSet<String>();
    for (var each : chain(cause)) {
      clauses.add((clauses.isEmpty() ? "threw " : "caused by ") + PluginStatement.of(each));
      place(each).ifPresent(clauses::add);
    }
    var text = new StringBuilder(String.join(", ", clauses));
    chain(cause).stream()
        .flatMap(it -> LinkageHint.of(it, entries).stream())
        .findFirst()
        .ifPresent(hint -> text.append("; ").append(hint));
    return text.toString();
  }

  /// Reflection, class initialization and executors wrap what a plugin threw.
  private static Throwable unwrapped(Throwable thrown) {
    var cause = causeOf(thrown);
    boolean wraps =
        thrown instanceof InvocationTargetException
            || thrown instanceof ExceptionInInitializerError
            || thrown instanceof ExecutionException;
    return wraps && cause != null ? unwrapped(cause) : thrown;
  }

  private static List<Throwable> chain(Throwable thrown) {
    var chain = new ArrayList<Throwable>();
    for (var each = thrown; each != null && chain.size() < CAUSES; each = causeOf(each)) {
      chain.add(each);
    }
    return chain;
  }

  private static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (RuntimeException | Error broken) {
      return broken;
    }
  }

  /// The plugin's uppermost frame.
  private static Optional<String> place(Throwable thrown) {
    return Arrays.stream(stackOf(thrown))
        .filter(frame -> PluginLoader.NAME.equals(frame.getClassLoaderName()))
        .findFirst()
        .map(
            frame ->
                "at %s.%s(%s:%d)"
                    .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()));
  }

  private static StackTraceElement[] stackOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (RuntimeException | Error broken) {
      return broken.getStackTrace();
    }
  }
}
