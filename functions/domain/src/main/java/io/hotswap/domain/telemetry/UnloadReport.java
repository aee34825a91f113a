package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of a version that a node unloaded: proved collected, or leaked.
///
/// @param retiredAt when the node was done with it; of several leaks, with the first
/// @param cleared what the version left behind and the node took away for it
/// @param leak absent when every copy of it is proved collected
/// @param at when the node found out
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
  private static final int MOST = 100;

  public UnloadReport {
    cleared = cleared.stream().limit(MOST).map(BoundedText::name).toList();
  }

  /// @param sentence for the plugin's author: what holds it, and what to do about it
  /// @param path from what holds it, field by field, to something of the plugin's
  /// @param copies how many times the version was loaded and has leaked
  public record Leak(LeakKind kind, String sentence, List<String> path, int copies) {
    public Leak {
      sentence = BoundedText.sentence(sentence);
      path = path.stream().limit(MOST).map(BoundedText::name).toList();
      if (copies < 1) {
        throw new IllegalArgumentException("A leak is of at least one copy, not: " + copies);
      }
    }
  }
}
