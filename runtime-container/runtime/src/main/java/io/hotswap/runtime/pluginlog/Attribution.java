package io.hotswap.runtime.pluginlog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds whose code runs on this thread: the uppermost plugin frame of the stack, or else the owner
/// of the thread's context class loader.
final class Attribution {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final int DEEPEST = 500;
  private static final int PARENTS = 8;

  private Attribution() {}

  static Optional<FormattedLog> ofThisThread() {
    return WALKER
        .<Optional<FormattedLog>>walk(
            frames ->
                frames
                    .limit(DEEPEST)
                    .map(frame -> of(frame.getDeclaringClass().getClassLoader()))
                    .flatMap(Optional::stream)
                    .findFirst())
        .or(() -> of(Thread.currentThread().getContextClassLoader()));
  }

  // A plugin may have class loaders of its own, below the node's.
  private static Optional<FormattedLog> of(@Nullable ClassLoader loader) {
    var each = loader;
    for (int depth = 0; each != null && depth < PARENTS; depth++) {
      if (each instanceof OutputAttribution outputAttribution) {
        return Optional.ofNullable(outputAttribution.printsTo());
      }
      each = each.getParent();
    }
    return Optional.empty();
  }
}
