package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.heap.LoaderReferences;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds leaks by threads that belong to a plugin or run its code. Reads no objects.
final class ThreadSearch {
  private final LoaderReferences loaderReferences;
  private final List<Thread> threads;

  ThreadSearch(LoaderReferences loaderReferences, List<Thread> threads) {
    this.loaderReferences = loaderReferences;
    this.threads = threads;
  }

  /// @return leaks whose cause is a thread or a call
  Map<ClassLoader, LeakTrace> run(List<LeakSuspect> suspects) {
    Map<ClassLoader, LeakTrace> found = new HashMap<>();
    for (var leakSuspect : suspects) {
      trace(leakSuspect).ifPresent(it -> found.put(leakSuspect.loader(), it));
    }
    return found;
  }

  private Optional<LeakTrace> trace(LeakSuspect leakSuspect) {
    var loader = leakSuspect.loader();
    var running = threads.stream().filter(it -> !running(it, loader).isEmpty()).findFirst();
    if (leakSuspect.calls() > 0) {
      var where = running.map(it -> running(it, loader)).orElse("");
      return Optional.of(LeakTrace.of(new LeakCause.OfCalls(leakSuspect.calls(), where)));
    }
    return running
        .or(() -> threads.stream().filter(it -> isOf(it, loader)).findFirst())
        .map(
            it ->
                new LeakTrace(
                    LeakClassifier.ofThread(it, running(it, loader)),
                    List.of(LeakClassifier.root(it))));
  }

  private boolean isOf(Thread thread, ClassLoader loader) {
    return loaderReferences.of(thread).filter(loader::equals).isPresent()
        || Optional.ofNullable(thread.getContextClassLoader())
            .flatMap(loaderReferences::of)
            .filter(loader::equals)
            .isPresent();
  }

  // A plugin's class loader has a unique name.
  private static String running(Thread thread, ClassLoader loader) {
    return Arrays.stream(thread.getStackTrace())
        .filter(it -> String.valueOf(it.getClassLoaderName()).equals(loader.getName()))
        .findFirst()
        .map(
            it ->
                "%s.%s(%s:%d)"
                    .formatted(
                        it.getClassName(),
                        it.getMethodName(),
                        it.getFileName(),
                        it.getLineNumber()))
        .orElse("");
  }
}
