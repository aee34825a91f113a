package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.ReleaseKey;
import java.util.Optional;

/// A release, as far as a node needs to know of it: a version and a default configuration.
///
/// @param version of the code
/// @param digest of the code
/// @param defaults digest of the default configuration; empty: it has none
/// @param deploymentId the deployment that routed to it
/// @param traceparent that deployment's trace: calls link to it
public record RoutedVersion(
    String version,
    Digest digest,
    long size,
    Optional<Digest> defaults,
    String deploymentId,
    String traceparent) {
  /// Without a default configuration.
  public RoutedVersion(
      String version, Digest digest, long size, String deploymentId, String traceparent) {
    this(version, digest, size, Optional.empty(), deploymentId, traceparent);
  }

  /// The key by which everything tells it from other releases of the plugin in the environment: the
  /// text of a [ReleaseKey].
  public String release() {
    // No new text where there is none: nodes look versions up by it.
    return defaults.isEmpty() ? version : ReleaseKey.of(version, defaults).text();
  }

  /// Digest of all that a node loads for it.
  public Digest content() {
    return defaults.map(it -> Digest.over(digest.hex() + it.hex())).orElse(digest);
  }
}
