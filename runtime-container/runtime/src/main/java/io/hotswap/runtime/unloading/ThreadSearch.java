package io.hotswap.runtime.unloading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for threads that are a plugin's own, or are in its code. Needs no look into objects.
final class ThreadSearch {
  private final Belonging belonging;
  private final List<Thread> threads;

  ThreadSearch(Belonging belonging, List<Thread> threads) {
    this.belonging = belonging;
    this.threads = threads;
  }

  /// Of those that a thread holds, or a call.
  Map<ClassLoader, Trace> run(List<Suspect> suspects) {
    Map<ClassLoader, Trace> found = new HashMap<>();
    for (var suspect : suspects) {
      trace(suspect).ifPresent(it -> found.put(suspect.loader(), it));
    }
    return found;
  }

  private Optional<Trace> trace(Suspect suspect) {
    var loader = suspect.loader();
    var running = threads.stream().filter(it -> !running(it, loader).isEmpty()).findFirst();
    if (suspect.calls() > 0) {
      var where = running.map(it -> running(it, loader)).orElse("");
      return Optional.of(Trace.of(new Culprit.OfCalls(suspect.calls(), where)));
    }
    return running
        .or(() -> threads.stream().filter(it -> isOf(it, loader)).findFirst())
        .map(it -> new Trace(Naming.ofThread(it, running(it, loader)), List.of(Naming.root(it))));
  }

  private boolean isOf(Thread thread, ClassLoader loader) {
    return belonging.of(thread).filter(loader::equals).isPresent()
        || Optional.ofNullable(thread.getContextClassLoader())
            .flatMap(belonging::of)
            .filter(loader::equals)
            .isPresent();
  }

  // A plugin's class loader has a name that no other has.
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
