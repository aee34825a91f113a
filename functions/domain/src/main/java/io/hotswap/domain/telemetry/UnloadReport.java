package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Result of unloading a version on a node: proved collected, or leaked.
///
/// @param retiredAt when the node stopped using it; of several leaks, the first
/// @param cleared leftovers of the version that the node removed itself
/// @param leak absent when every copy of it is proved collected
/// @param at when the result was known
public record UnloadReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    Instant retiredAt,
    List<String> cleared,
    Optional<Leak> leak,
    Instant at) {
  private static final int MAX_ENTRIES = 100;

  public UnloadReport {
    cleared = cleared.stream().limit(MAX_ENTRIES).map(BoundedText::name).toList();
  }

  /// @param sentence for the plugin's author: what holds it, and how to fix it
  /// @param path from the holder, field by field, to an object of the plugin
  /// @param copies how many loaded copies of the version have leaked
  public record Leak(LeakKind kind, String sentence, List<String> path, int copies) {
    public Leak {
      sentence = BoundedText.sentence(sentence);
      path = path.stream().limit(MAX_ENTRIES).map(BoundedText::name).toList();
      if (copies < 1) {
        throw new IllegalArgumentException("A leak is of at least one copy, not: " + copies);
      }
    }
  }
}
