package io.hotswap.domain.plugin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Uploads in memory, as the plugins' table keeps them. */
final class InMemoryUploads implements Uploads {
  private final Map<UUID, Upload> uploads = new HashMap<>();

  @Override
  public Optional<Upload> find(UUID id) {
    return Optional.ofNullable(uploads.get(id));
  }

  @Override
  public Upload add(Upload upload) {
    var known = uploads.putIfAbsent(upload.id(), upload);
    return known == null ? upload : known;
  }

  @Override
  public void complete(Upload completed) {
    uploads.computeIfPresent(
        completed.id(), (id, known) -> known.completed().isPresent() ? known : completed);
  }

  @Override
  public void remove(Upload upload) {
    uploads.remove(upload.id());
  }

  boolean isOpen(Upload upload) {
    return find(upload.id()).filter(it -> it.completed().isEmpty()).isPresent();
  }
}
