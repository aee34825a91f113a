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
  private final Map<Thread, Verification> verifying = new ConcurrentHashMap<>();

  private final VarHandle ofTheJvm;

  /// @param list that it is done with
  /// @param around the one that it is part of
  private record Verification(Object list, @Nullable Verification around) {}

  /// @param ofTheJvm where the platform has its own list
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
    // The same list until the version changes it, or else the JVM's would be changed.
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
          verifying.put(thread, new Verification(list, current == null ? null : current.around()));
        }
      }
      default -> verifying.put(thread, new Verification(list, current));
    }
  }

  /// Ends the verification that began last, whatever became of the list from before it.
  @Override
  public void remove() {
    var thread = Thread.currentThread();
    var current = verifying.get(thread);
    if (current == null || current.around() == null) {
      verifying.remove(thread);
    } else {
      verifying.put(thread, current.around());
    }
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst())
        .map(StackWalker.StackFrame::getMethodName)
        .orElse("");
  }
}
