package io.hotswap.runtime.unloading;

import java.util.List;

/// What a search for a leak's cause found.
///
/// @param path from what holds it, field by field, to something of the plugin's; empty when there
///   is none in Java
public record Trace(Culprit culprit, List<String> path) {
  public Trace {
    path = List.copyOf(path);
  }

  static Trace of(Culprit culprit) {
    return new Trace(culprit, List.of());
  }
}
