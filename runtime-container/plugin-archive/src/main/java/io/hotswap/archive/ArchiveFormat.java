package io.hotswap.archive;

/// How a plugin is packed.
public enum ArchiveFormat {
  /// One jar, with its libraries in it if it has any.
  JAR,
  /// A zip of one plugin jar at its root and the libraries in `lib/`.
  ZIP
}
