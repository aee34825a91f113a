package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.LibraryUse;
import java.util.Optional;

/// A library that a version holds, in the plugins' table.
///
/// @param digest of the version's archive
public record StoredLibraryUse(
    PluginId pluginId, String plugin, SemanticVersion version, Digest digest, Library library) {
  public static StoredLibraryUse of(LibraryUse it) {
    return new StoredLibraryUse(
        it.pluginId(), it.plugin(), it.version(), it.digest(), Library.of(it.library()));
  }

  public LibraryUse toDomain() {
    return new LibraryUse(pluginId, plugin, version, digest, library.toDomain());
  }

  record Library(
      Optional<String> group,
      String name,
      Optional<String> version,
      String where,
      Optional<Digest> digest) {
    static Library of(BundledLibrary it) {
      return new Library(it.group(), it.name(), it.version(), it.where(), it.digest());
    }

    BundledLibrary toDomain() {
      return new BundledLibrary(group, name, version, where, digest);
    }
  }
}
