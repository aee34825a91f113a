package io.hotswap.runtime.globals;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/// Finds out whose code may have set something, where the value does not tell: that takes a look at
/// all classes of all versions, once for each method, so that nobody waits for it.
final class CulpritSearch {
  private final Queue<Unattributed> waiting = new ConcurrentLinkedQueue<>();
  private final BiConsumer<String, List<PluginRef>> found;

  private record Unattributed(Setting setting, Set<SuspectCode> suspects) {
    boolean mayBe(SuspectCode code) {
      return code.mentions(setting.field().getDeclaringClass().getName(), setting.setter());
    }
  }

  /// @param found takes what was set and by whom, on the thread that searches
  CulpritSearch(BiConsumer<String, List<PluginRef>> found) {
    this.found = found;
  }

  /// Unless the same waits already, behind the one that may be under way.
  void add(Setting setting, Set<SuspectCode> suspects) {
    if (waiting.stream().skip(1).noneMatch(it -> it.setting().what().equals(setting.what()))) {
      waiting.add(new Unattributed(setting, suspects));
    }
  }

  /// Of what waits now: what sets something again and again would keep it from ever ending. For one
  /// thread.
  ///
  /// @param between done after each version
  void run(Runnable between) {
    int now = waiting.size();
    for (int i = 0; i < now; i++) {
      var change = waiting.element();
      try {
        found.accept(change.setting().what(), culprits(change, between));
      } finally {
        waiting.remove();
      }
    }
  }

  private static List<PluginRef> culprits(Unattributed change, Runnable between) {
    List<PluginRef> culprits = new ArrayList<>();
    for (var suspect : change.suspects()) {
      if (change.mayBe(suspect)) {
        culprits.add(suspect.ref());
      }
      between.run();
    }
    return culprits;
  }

  /// What waits is found out now, as far as it is about this code, which remembers it.
  void leaves(SuspectCode code) {
    waiting.stream().filter(it -> it.suspects().contains(code)).forEach(it -> it.mayBe(code));
  }
}
