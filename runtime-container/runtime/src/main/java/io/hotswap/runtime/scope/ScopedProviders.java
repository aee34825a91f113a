package io.hotswap.runtime.scope;

import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Stands in for the thread-local in which `sun.security.jca.Providers` looks for another list of
/// security providers than the JVM's. Plugin code finds its version's there, on whatever thread it
/// runs, and what it changes is changed there alone.
final class ScopedProviders extends ThreadLocal<Object> {
  private static final String CHANGING = "changeThreadProviderList";
  private static final String ENDING = "endThreadProviderList";

  /// Threads on which the platform verifies a jar, which is what it has the thread-local for.
  private final Map<Thread, Object> verifying = new ConcurrentHashMap<>();

  private final VarHandle ofTheJvm;

  /// @param ofTheJvm where the platform has its own list
  ScopedProviders(VarHandle ofTheJvm) {
    this.ofTheJvm = ofTheJvm;
  }

  @Override
  public @Nullable Object get() {
    var ofThread = verifying.isEmpty() ? null : verifying.get(Thread.currentThread());
    if (ofThread != null) {
      return ofThread;
    }
    var scope = PluginCode.scope();
    if (scope == null) {
      return null;
    }
    var own = scope.providers();
    // The same list until the version changes it, or else the JVM's would be changed.
    return own == null ? (Object) ofTheJvm.getVolatile() : own;
  }

  @Override
  public void set(Object list) {
    var thread = Thread.currentThread();
    var scope = PluginCode.scope();
    var caller = caller();
    if (scope == null) {
      verifying.put(thread, list);
    } else if (caller.equals(CHANGING) && !verifying.containsKey(thread)) {
      scope.providers(list);
    } else if (caller.equals(ENDING) && isOf(scope, list)) {
      // What was there before the verification, and is not of the thread.
      verifying.remove(thread);
    } else {
      verifying.put(thread, list);
    }
  }

  // Identity is the point.
  @SuppressWarnings("ReferenceEquality")
  private boolean isOf(VersionScope scope, Object list) {
    return list == scope.providers() || list == ofTheJvm.getVolatile();
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst())
        .map(StackWalker.StackFrame::getMethodName)
        .orElse("");
  }

  @Override
  public void remove() {
    verifying.remove(Thread.currentThread());
  }
}
