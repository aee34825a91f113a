package io.hotswap.runtime.classloading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names of the classes that a plugin's versions have needed so far, in the order of first
/// need.
public final class ClassUsage {
  private final int most;
  private final Set<String> names = new LinkedHashSet<>();

  /// @param most that are remembered
  ClassUsage(int most) {
    this.most = most;
  }

  synchronized void needed(String name) {
    if (names.size() < most) {
      names.add(name);
    }
  }

  /// A newer version no longer has it.
  synchronized void forget(String name) {
    names.remove(name);
  }

  synchronized List<String> lastFirst() {
    return List.copyOf(names).reversed();
  }
}
