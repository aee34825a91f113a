package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.plugin.PluginText;
import java.util.List;

/// What a search for a leak's cause found.
///
/// @param path from what holds it, field by field, to something of the plugin's; empty when there
///   is none in Java
public record LeakTrace(LeakCause culprit, List<String> path) {
  public LeakTrace {
    path = path.stream().map(PluginText.SENTENCE::of).toList();
  }

  public static LeakTrace of(LeakCause cause) {
    return new LeakTrace(cause, List.of());
  }
}
