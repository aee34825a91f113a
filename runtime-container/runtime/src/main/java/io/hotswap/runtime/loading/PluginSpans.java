package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.telemetry.Telemetry;

/// Spans about one version on this node.
public record PluginSpans(Telemetry telemetry, String nodeId) {
  /// @param traceparent of the parent; empty to continue the current span
  <T, E extends Exception> T inSpan(
      String name, String traceparent, PluginRef ref, Telemetry.Work<T, E> work) throws E {
    return telemetry.inSpan(name, traceparent, () -> ref.attributes(nodeId), work);
  }
}
