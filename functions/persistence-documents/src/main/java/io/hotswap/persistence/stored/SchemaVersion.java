package io.hotswap.persistence.stored;

/// The version of the schema of items and documents.
///
/// A field that is added is optional for readers, and leaves the version as it is. The version
/// grows when an older release would misread what this one writes.
public final class SchemaVersion {
  public static final String FIELD = "schemaVersion";
  public static final int CURRENT = 1;

  private SchemaVersion() {}

  /// @param name of the item or document, for whoever has to find it
  /// @throws NewerSchema when a later release wrote it
  public static void check(String name, int version) {
    if (version > CURRENT) {
      throw new NewerSchema(name, version);
    }
  }
}
