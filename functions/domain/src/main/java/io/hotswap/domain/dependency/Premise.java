package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;

/// What has to hold of one plugin before anything is chosen.
public sealed interface Premise {
  String plugin();

  /// The version that is to be deployed.
  record Deployed(String plugin, SemanticVersion version) implements Premise {}

  /// The version that serves and is to go on serving.
  record Serves(String plugin, SemanticVersion version) implements Premise {}

  /// Some version serves, and some version has to.
  record Stays(String plugin) implements Premise {}
}
