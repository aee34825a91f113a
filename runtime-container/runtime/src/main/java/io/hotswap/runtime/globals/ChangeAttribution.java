package io.hotswap.runtime.globals;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/// Finds the versions whose code may have changed a setting, when the value does not show it. That
/// reads all classes of all versions, once for each method, so it runs in the background.
final class ChangeAttribution {
  private final Queue<Unattributed> waiting = new ConcurrentLinkedQueue<>();
  private final BiConsumer<String, List<PluginRef>> found;

  private record Unattributed(Setting setting, Set<SuspectCode> suspects) {
    boolean mayHaveSet(SuspectCode code) {
      return code.mentions(setting.field().getDeclaringClass().getName(), setting.setter());
    }
  }

  /// @param found takes the setting and the versions, on the searching thread
  ChangeAttribution(BiConsumer<String, List<PluginRef>> found) {
    this.found = found;
  }

  /// Queues a search unless the same one waits, behind the one that may be running.
  void add(Setting setting, Set<SuspectCode> suspects) {
    if (waiting.stream().skip(1).noneMatch(it -> it.setting().what().equals(setting.what()))) {
      waiting.add(new Unattributed(setting, suspects));
    }
  }

  /// Runs the searches that are queued now; more could arrive without end. Not thread-safe.
  ///
  /// @param between run after each version
  void run(Runnable between) {
    int now = waiting.size();
    for (int i = 0; i < now; i++) {
      var change = waiting.element();
      try {
        found.accept(change.setting().what(), causes(change, between));
      } finally {
        waiting.remove();
      }
    }
  }

  private static List<PluginRef> causes(Unattributed change, Runnable between) {
    List<PluginRef> causes = new ArrayList<>();
    for (var suspect : change.suspects()) {
      if (change.mayHaveSet(suspect)) {
        causes.add(suspect.ref());
      }
      between.run();
    }
    return causes;
  }

  /// Answers queued searches for this code now, while its classes can be read; the code remembers
  /// it.
  void resolveFor(SuspectCode code) {
    waiting.stream().filter(it -> it.suspects().contains(code)).forEach(it -> it.mayHaveSet(code));
  }
}
