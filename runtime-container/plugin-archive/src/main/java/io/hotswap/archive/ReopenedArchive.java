package io.hotswap.archive;

import java.util.List;

/// The packing of an archive that passed validation before.
///
/// @param pluginJar for a zip, the name of the entry that is the plugin jar; empty for a jar
/// @param libraries for a zip, the names of the entries that are libraries, in the order of the
///   class path
public record ReopenedArchive(String pluginJar, List<String> libraries) {
  public ReopenedArchive {
    libraries = List.copyOf(libraries);
  }

  /// Whether the archive itself is the plugin jar.
  public boolean isJar() {
    return pluginJar.isEmpty();
  }
}
