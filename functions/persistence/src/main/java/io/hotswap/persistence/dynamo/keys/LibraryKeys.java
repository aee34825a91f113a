package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Digest;

/// What the plugins' table has of libraries that are not in archives.
public final class LibraryKeys {
  private LibraryKeys() {}

  public static Key repositories() {
    return new Key("REPOSITORIES", "REPOSITORIES");
  }

  public static Key library(Digest digest) {
    return new Key("LIBRARY#" + digest.hex(), "LIBRARY");
  }
}
