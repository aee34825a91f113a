package io.hotswap.runtime.plugin;

/// The call that a thread works on; log lines of plugins carry its fields.
///
/// @param counts whether business metrics that the plugin records count for the tenant; false for
///   previews and acceptance cases
public record CurrentCall(String tenant, String traceId, boolean counts) {
  public static final ScopedValue<CurrentCall> ON_THIS_THREAD = ScopedValue.newInstance();

  public static boolean isOneThatDoesNotCount() {
    return ON_THIS_THREAD.isBound() && !ON_THIS_THREAD.get().counts();
  }
}
