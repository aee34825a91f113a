package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.routing.RoutedVersion;
import java.util.Optional;

/// What a rollback is to bring back, of the releases that served before. A version alone means its
/// newest release among them.
public record RollbackTarget(Optional<String> version, Optional<String> release) {
  /// What served before.
  public static final RollbackTarget PREVIOUS =
      new RollbackTarget(Optional.empty(), Optional.empty());

  public static RollbackTarget version(String version) {
    return new RollbackTarget(Optional.of(version), Optional.empty());
  }

  boolean isPrevious() {
    return version.isEmpty() && release.isEmpty();
  }

  boolean names(RoutedVersion it) {
    return version.filter(other -> !other.equals(it.version())).isEmpty()
        && release.filter(other -> !other.equals(it.release())).isEmpty();
  }

  /// The field of a request that names none of them.
  String pointer() {
    return release.isPresent() ? "/toRelease" : "/toVersion";
  }

  @Override
  public String toString() {
    return release.or(() -> version).orElse("the previous one");
  }
}
