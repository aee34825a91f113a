package io.hotswap.domain.lifecycle;

import java.util.Optional;

/// What becomes of the tenants that a version serves when its life ends.
public enum EndOfLifeAction {
  /// Those that are pinned to it are moved to its successor.
  Migrate,
  /// They cannot use the plugin any more where it serves them.
  Disable,
  /// It goes on serving them; the operators are told.
  Keep;

  /// For those whom it concerns, in one sentence.
  ///
  /// @param successor of the version; without one nobody can be moved
  public String announcement(Optional<?> successor) {
    return switch (this) {
      case Migrate ->
          successor
              .map(it -> "Then tenants that are pinned to it are moved to " + it + ".")
              .orElse("Then it goes on serving, without support.");
      case Disable -> "Then the plugin is disabled for the tenants that it serves.";
      case Keep -> "Then it goes on serving, without support.";
    };
  }
}
