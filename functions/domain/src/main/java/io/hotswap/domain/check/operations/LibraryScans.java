package io.hotswap.domain.check.operations;

import io.hotswap.domain.plugin.PluginVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Scans the stored libraries that a version pins and does not hold. Each was scanned when it was
/// obtained; signatures may be newer since.
public interface LibraryScans {
  /// @param archive fetches the version's bytes
  /// @return the first verdict that is not Clean; empty where there is none
  Optional<ScanVerdict> objection(PluginVersion version, Supplier<Path> archive);
}
