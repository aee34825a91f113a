package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.plugin.PluginText;
import java.util.List;

/// The result of a search for a leak's cause.
///
/// @param path from the holder, field by field, to an object of the plugin; empty when no Java
///   object holds it
public record LeakTrace(LeakCause cause, List<String> path) {
  public LeakTrace {
    path = path.stream().map(PluginText.SENTENCE::of).toList();
  }

  public static LeakTrace of(LeakCause cause) {
    return new LeakTrace(cause, List.of());
  }
}
