package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// The nodes' counts of their calls, minute by minute, kept for two days.
public interface CallStats {
  /// Replaces what this process of the node said of that minute before.
  void record(MinuteStats minute);

  /// Of all nodes, every minute that begins at or after the first and before the second time.
  List<MinuteStats> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until);
}
