package io.hotswap.persistence.dynamo.keys;

/// What the plugins' table has of libraries that are not in archives.
public final class LibraryKeys {
  private LibraryKeys() {}

  public static Key repositories() {
    return new Key("REPOSITORIES", "REPOSITORIES");
  }
}
