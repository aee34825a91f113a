package io.hotswap.domain.revocation;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;

/// A release that serves and would not be deployed any more.
///
/// @param why in one sentence
/// @param rollsBack whether a revocation says that it is to be rolled back
public record DistrustedRelease(
    Environment environment,
    PluginId pluginId,
    String plugin,
    RoutedVersion release,
    String why,
    boolean rollsBack) {
  @Override
  public String toString() {
    return "%s %s in %s".formatted(plugin, release.release(), environment);
  }
}
