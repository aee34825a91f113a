package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;

/// Reads and validates plugin binaries without running any code of them.
public interface Archives {
  /// The manifest's data, or [io.hotswap.domain.refusal.ErrorCode#INVALID_PLUGIN] with all errors.
  Result<Contents> read(Path file);

  /// @param manifest the whole manifest as JSON
  record Contents(
      String name,
      SemanticVersion version,
      String type,
      String description,
      PackageFormat format,
      String manifest) {}
}
