package io.hotswap.domain.plugin;

import java.util.Optional;
import java.util.UUID;

/// Records of uploads. A completed one is kept for a while, so that completing it again answers the
/// same.
public interface Uploads {
  Optional<Upload> find(UUID id);

  /// Keeps a new upload, unless its id is known: then that one is answered.
  Upload add(Upload upload);

  /// Marks it completed, if it is still open.
  void complete(Upload completed);

  void remove(Upload upload);
}
