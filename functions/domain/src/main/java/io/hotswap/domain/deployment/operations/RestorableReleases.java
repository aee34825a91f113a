package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.restoration.RollbackHistory;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.TrustDocuments;
import java.util.Optional;

/// What a rollback brings back: never a release whose binary is blocked.
final class RestorableReleases {
  private final RollbackHistory history;
  private final CleanReleases clean;
  private final TrustDocuments trust;

  RestorableReleases(Deployments deployments, TrustDocuments trust) {
    this.history = new RollbackHistory(deployments);
    this.clean = new CleanReleases(deployments, trust);
    this.trust = trust;
  }

  /// The newest release without malware that served before; empty: nothing serves then.
  Optional<RoutedVersion> clean(Deployment deployment) {
    return clean.before(deployment);
  }

  /// What a person or a trigger asks for. Where malware was found in what served before, the newest
  /// release without; where there is none, nothing is changed: a version that is slow or fails
  /// serves better than none.
  Result<Optional<RoutedVersion>> restored(Deployment deployment, RollbackTarget target) {
    return target.isPrevious() ? previous(deployment) : named(deployment, target);
  }

  private Result<Optional<RoutedVersion>> previous(Deployment deployment) {
    var document = trust.current();
    var blocked = deployment.previous().flatMap(it -> document.blocked(it.digest()));
    if (blocked.isEmpty()) {
      return Result.done(deployment.previous());
    }
    var before = clean(deployment);
    return before.isPresent()
        ? Result.done(before)
        : Result.refused(
            refusal(
                blocked.get(),
                RollbackTarget.PREVIOUS.pointer(),
                "a release without malware; there is none",
                "Deploy a version without it."));
  }

  private Result<Optional<RoutedVersion>> named(Deployment deployment, RollbackTarget target) {
    var served = history.before(deployment);
    return served.stream()
        .filter(target::names)
        .findFirst()
        .map(it -> admitted(it, target))
        .orElseGet(
            () ->
                Result.refused(
                    Refusal.of(
                        ErrorCode.INVALID_DEPLOYMENT,
                        target + " is none of the last releases that served there",
                        target.pointer(),
                        "one of " + served.stream().map(RoutedVersion::release).distinct().toList(),
                        "Send one of these, or none for the one before.")));
  }

  private Result<Optional<RoutedVersion>> admitted(RoutedVersion named, RollbackTarget target) {
    return trust
        .current()
        .blocked(named.digest())
        .<Result<Optional<RoutedVersion>>>map(
            it ->
                Result.refused(
                    refusal(
                        it,
                        target.pointer(),
                        "a release without malware",
                        "Send another one, or none for the newest that has none.")))
        .orElseGet(() -> Result.done(Optional.of(named)));
  }

  private static Refusal refusal(
      BlockedBinary blocked, String pointer, String expected, String fix) {
    return Refusal.of(
        ErrorCode.BINARY_BLOCKED,
        "Malware was found in %s %s at %s: %s"
            .formatted(blocked.plugin(), blocked.version(), blocked.at(), blocked.reason()),
        pointer,
        expected,
        fix);
  }
}
