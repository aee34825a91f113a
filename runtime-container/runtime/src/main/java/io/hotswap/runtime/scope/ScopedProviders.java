package io.hotswap.runtime.scope;

import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Replaces the thread-local in which `sun.security.jca.Providers` looks up a list of security
/// providers other than the JVM's. Plugin code on any thread gets its version's list, and changes
/// only that.
final class ScopedProviders extends ThreadLocal<Object> {
  private static final String CHANGING = "changeThreadProviderList";
  private static final String ENDING = "endThreadProviderList";

  /// Threads on which the platform verifies a jar, for which it made the thread-local.
  private final Map<Thread, Verification> verifying = new ConcurrentHashMap<>();

  private final VarHandle ofTheJvm;

  /// @param list restored when the verification ends
  /// @param outer the enclosing verification
  private record Verification(Object list, @Nullable Verification outer) {}

  /// @param ofTheJvm the platform's own list
  ScopedProviders(VarHandle ofTheJvm) {
    this.ofTheJvm = ofTheJvm;
  }

  @Override
  public @Nullable Object get() {
    var ofThread = verifying.isEmpty() ? null : verifying.get(Thread.currentThread());
    if (ofThread != null) {
      return ofThread.list();
    }
    var scope = PluginCode.scope();
    if (scope == null) {
      return null;
    }
    var own = scope.providers();
    // The same list until the version changes it: otherwise the change would go to the JVM's.
    return own == null ? (Object) ofTheJvm.getVolatile() : own;
  }

  @Override
  public void set(Object list) {
    var thread = Thread.currentThread();
    var current = verifying.get(thread);
    switch (caller()) {
      case ENDING -> remove();
      case CHANGING -> {
        var scope = PluginCode.scope();
        if (current == null && scope != null) {
          scope.providers(list);
        } else {
          verifying.put(thread, new Verification(list, current == null ? null : current.outer()));
        }
      }
      default -> verifying.put(thread, new Verification(list, current));
    }
  }

  /// Ends the innermost verification, whatever the list before it.
  @Override
  public void remove() {
    var thread = Thread.currentThread();
    var current = verifying.get(thread);
    if (current == null || current.outer() == null) {
      verifying.remove(thread);
    } else {
      verifying.put(thread, current.outer());
    }
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst())
        .map(StackWalker.StackFrame::getMethodName)
        .orElse("");
  }
}
