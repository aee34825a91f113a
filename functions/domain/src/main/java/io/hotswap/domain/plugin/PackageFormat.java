package io.hotswap.domain.plugin;

/// Packaging of a plugin: one jar, or a zip of one jar with its libraries.
public enum PackageFormat {
  Jar,
  Zip
}
