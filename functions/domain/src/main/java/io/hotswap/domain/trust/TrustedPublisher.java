package io.hotswap.domain.trust;

import java.util.List;

/// Who may sign plugins of which names.
///
/// @param plugins names that it owns: whole ones, or beginnings followed by `*`. Of several
///   publishers the one that names a plugin most closely owns it
/// @param signedOnly whether unsigned versions of its plugins are refused at registration
/// @param anchors retired ones included
public record TrustedPublisher(
    String name, List<String> plugins, boolean signedOnly, List<TrustAnchor> anchors) {
  public TrustedPublisher {
    plugins = List.copyOf(plugins);
    anchors = List.copyOf(anchors);
  }

  /// How closely it names a plugin: more is closer, 0 not at all.
  int closeness(String plugin) {
    return plugins.stream().mapToInt(it -> closeness(it, plugin)).max().orElse(0);
  }

  private static int closeness(String pattern, String plugin) {
    if (!pattern.endsWith("*")) {
      return pattern.equals(plugin) ? Integer.MAX_VALUE : 0;
    }
    return plugin.startsWith(pattern.substring(0, pattern.length() - 1)) ? pattern.length() : 0;
  }
}
