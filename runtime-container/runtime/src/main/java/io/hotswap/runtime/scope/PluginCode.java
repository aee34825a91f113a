package io.hotswap.runtime.scope;

import io.hotswap.runtime.supervision.PlatformOnly;
import java.lang.StackWalker.Option;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds whose code the current thread runs.
final class PluginCode {
  private static final StackWalker STACK =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private PluginCode() {}

  /// The class loader of the version whose code is uppermost on the stack; null for none.
  static @Nullable ClassLoader onStack() {
    return STACK.walk(
        frames ->
            frames
                .map(frame -> plugin(frame.getDeclaringClass().getClassLoader()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
  }

  /// The same, from the context class loader where that is certain, which costs nothing.
  static @Nullable ClassLoader current() {
    var context = Thread.currentThread().getContextClassLoader();
    if (PlatformOnly.NODE.equals(context)) {
      return null;
    }
    var plugin = plugin(context);
    return plugin == null ? onStack() : plugin;
  }

  static @Nullable VersionScope scope() {
    return current() instanceof Scoped it ? it.scope() : null;
  }

  /// The class loader of a version, if this is one or has one among its parents.
  static @Nullable ClassLoader plugin(@Nullable ClassLoader loader) {
    for (var each = loader; each != null; each = each.getParent()) {
      if (each instanceof Scoped) {
        return each;
      }
    }
    return null;
  }
}
