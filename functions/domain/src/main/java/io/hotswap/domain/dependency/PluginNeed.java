package io.hotswap.domain.dependency;

/// That a plugin needs another one.
///
/// @param plugin name of the other
public record PluginNeed(String plugin, VersionRange range) {
  @Override
  public String toString() {
    return plugin + " " + range;
  }
}
