package io.hotswap.domain.deployment.restoration;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import java.time.Instant;
import java.util.Optional;

/// Which releases may serve again: none whose binary is blocked.
public final class CleanReleases {
  private final RollbackHistory history;
  private final TrustDocuments trust;

  public CleanReleases(Deployments deployments, TrustDocuments trust) {
    this.history = new RollbackHistory(deployments);
    this.trust = trust;
  }

  /// The newest release without malware that served before; empty: nothing serves then.
  public Optional<RoutedVersion> before(Deployment deployment) {
    return before(deployment, trust.current());
  }

  private Optional<RoutedVersion> before(Deployment deployment, TrustDocument document) {
    return history.before(deployment).stream()
        .filter(it -> document.blocked(it.digest()).isEmpty())
        .findFirst();
  }

  /// A deployment that goes back: where malware was found in what it would bring back, the newest
  /// release without, or nothing, takes its place.
  public Deployment goingBack(Deployment deployment, Instant now) {
    var document = trust.current();
    return deployment
        .restoredVersion()
        .flatMap(it -> document.blocked(it.digest()))
        .map(it -> replaced(deployment, before(deployment, document), it, now))
        .orElse(deployment);
  }

  private static Deployment replaced(
      Deployment deployment, Optional<RoutedVersion> clean, BlockedBinary blocked, Instant now) {
    var why =
        "Malware was found in %s: %s is brought back instead"
            .formatted(blocked.version(), clean.map(RoutedVersion::release).orElse("nothing"));
    return deployment.restoring(clean, why, now);
  }
}
