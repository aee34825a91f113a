package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.Optional;

/// A version as routing documents and deployments name it.
public record StoredRoutedVersion(
    String version,
    Digest digest,
    long size,
    Optional<Digest> defaults,
    String deploymentId,
    String traceparent) {
  public static StoredRoutedVersion of(RoutedVersion it) {
    return new StoredRoutedVersion(
        it.version(), it.digest(), it.size(), it.defaults(), it.deploymentId(), it.traceparent());
  }

  public RoutedVersion toDomain() {
    return new RoutedVersion(version, digest, size, defaults, deploymentId, traceparent);
  }
}
