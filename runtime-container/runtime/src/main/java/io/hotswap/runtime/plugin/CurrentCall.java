package io.hotswap.runtime.plugin;

/// Whose call a thread is working on; log lines of plugins are marked with it.
///
/// @param counts whether what the plugin records meanwhile is of its business with tenants; not so
///   for previews and acceptance cases
public record CurrentCall(String tenant, String traceId, boolean counts) {
  public static final ScopedValue<CurrentCall> ON_THIS_THREAD = ScopedValue.newInstance();

  public static boolean isOneThatDoesNotCount() {
    return ON_THIS_THREAD.isBound() && !ON_THIS_THREAD.get().counts();
  }
}
