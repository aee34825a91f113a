package io.hotswap.domain.figures;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import java.time.Instant;
import java.util.List;

/// The nodes' counts of their calls, minute by minute, kept for two days.
public interface Figures {
  /// Replaces what this process of the node said of that minute before.
  void record(MinuteFigures minute);

  /// Of all nodes, every minute that begins at or after the first and before the second time.
  List<MinuteFigures> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until);
}
