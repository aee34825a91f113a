package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// The nodes' counts of their calls, minute by minute, kept for two days.
public interface CallStats {
  /// Replaces this process's earlier count of that minute.
  void record(MinuteStats minute);

  /// Every minute of all nodes that begins in [from, until).
  List<MinuteStats> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until);
}
