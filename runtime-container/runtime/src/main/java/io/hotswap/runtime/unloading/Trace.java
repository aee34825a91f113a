package io.hotswap.runtime.unloading;

import io.hotswap.runtime.plugin.PluginText;
import java.util.List;

/// What a search for a leak's cause found.
///
/// @param path from what holds it, field by field, to something of the plugin's; empty when there
///   is none in Java
public record Trace(Culprit culprit, List<String> path) {
  public Trace {
    path = path.stream().map(PluginText.SENTENCE::of).toList();
  }

  static Trace of(Culprit culprit) {
    return new Trace(culprit, List.of());
  }
}
