package io.hotswap.persistence.stored;

/// An item or document of a later release, which this one cannot read. A node keeps its last good
/// document; a step is not retried, because no retry makes this release newer.
public final class NewerSchema extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  NewerSchema(String name, int version) {
    super(
        "%s has schema version %d, and this release reads up to %d: a later release wrote it"
            .formatted(name, version, SchemaVersion.CURRENT));
  }
}
