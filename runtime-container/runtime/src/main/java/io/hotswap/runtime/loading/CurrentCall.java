package io.hotswap.runtime.loading;

/// Whose call a thread is working on; log lines of plugins are marked with it.
public record CurrentCall(String tenant, String traceId) {
  public static final ScopedValue<CurrentCall> ON_THIS_THREAD = ScopedValue.newInstance();
}
