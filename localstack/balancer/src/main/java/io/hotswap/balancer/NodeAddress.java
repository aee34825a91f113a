package io.hotswap.balancer;

import java.net.URI;

/// Where a node is.
///
/// @param calls that clients' calls are sent to
/// @param operators where it lists the plugins that are unhealthy on it, which clients do not see
record NodeAddress(URI calls, URI operators) {
  /// @param text `<URL>` or `<URL>,<URL for operators>`
  static NodeAddress of(String text) {
    int comma = text.indexOf(',');
    var calls = URI.create(comma < 0 ? text : text.substring(0, comma));
    return new NodeAddress(calls, comma < 0 ? calls : URI.create(text.substring(comma + 1)));
  }
}
