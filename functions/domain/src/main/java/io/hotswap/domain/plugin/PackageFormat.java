package io.hotswap.domain.plugin;

/// How a plugin is packed: one jar, or a zip of one with its libraries.
public enum PackageFormat {
  Jar,
  Zip
}
