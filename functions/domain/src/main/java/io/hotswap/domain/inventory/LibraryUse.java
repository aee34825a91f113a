package io.hotswap.domain.inventory;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;

/// That a version of a plugin holds a library.
///
/// @param plugin its name
/// @param digest of the version's archive
public record LibraryUse(
    PluginId pluginId,
    String plugin,
    SemanticVersion version,
    Digest digest,
    BundledLibrary library) {}
