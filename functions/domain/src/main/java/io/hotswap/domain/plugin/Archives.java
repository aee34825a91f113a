package io.hotswap.domain.plugin;

import io.hotswap.domain.refusal.Result;
import java.nio.file.Path;

/// Reads what is in a binary. Never runs any of it.
public interface Archives {
  /// The manifest's facts, or [io.hotswap.domain.refusal.ErrorCode#INVALID_PLUGIN] with everything
  /// that is wrong.
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
