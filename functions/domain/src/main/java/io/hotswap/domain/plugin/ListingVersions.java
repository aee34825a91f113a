package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import java.util.Optional;

/// Lists a plugin's versions, newest first, in pages. Only the manifests of one page are read.
public final class ListingVersions {
  private final Plugins plugins;

  public ListingVersions(Plugins plugins) {
    this.plugins = plugins;
  }

  /// @param after the version that the previous page ended with, which may be deleted by now; empty
  ///   for the first page
  public Page<PluginVersion> list(PluginId plugin, Optional<SemanticVersion> after, int limit) {
    var older =
        plugins.versions(plugin).stream()
            .filter(
                it -> after.isEmpty() || SemanticVersion.NEWEST_FIRST.compare(it, after.get()) > 0)
            .sorted(SemanticVersion.NEWEST_FIRST)
            .toList();
    var listed = older.subList(0, Math.min(limit, older.size()));
    var versions =
        plugins.find(plugin, listed).stream().sorted(PluginVersion.NEWEST_FIRST).toList();
    return new Page<>(
        versions,
        listed.size() < older.size() ? Optional.of(listed.getLast().text()) : Optional.empty());
  }
}
