package io.hotswap.domain.plugin;

import java.util.Optional;
import java.util.UUID;

/// Records of uploads. A completed one is kept for a while, so that completing it again returns the
/// same version.
public interface Uploads {
  Optional<Upload> find(UUID id);

  /// Stores a new upload, or returns the stored one with the same id.
  Upload add(Upload upload);

  /// Marks it completed, if it is still open.
  void complete(Upload completed);

  void remove(Upload upload);
}
