package io.hotswap.domain.revocation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustReviews;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Looks at everything that serves once after each change of the trust: tells the operators what
/// would not be admitted any more, and rolls back what a revocation says is to be. What fails is
/// tried again at the next run.
public final class ReviewingTrust {
  private static final String REASON = "A certificate that signed it was revoked";

  private final TrustDocuments documents;
  private final TrustReviews reviews;
  private final FindingDistrusted finding;
  private final Deployments deployments;
  private final RollingBackDeployment rollingBack;
  private final PinsToRelease pins;
  private final Outbox outbox;
  private final InstantSource clock;

  public ReviewingTrust(
      TrustDocuments documents,
      TrustReviews reviews,
      FindingDistrusted finding,
      Deployments deployments,
      RollingBackDeployment rollingBack,
      PinsToRelease pins,
      Outbox outbox,
      InstantSource clock) {
    this.documents = documents;
    this.reviews = reviews;
    this.finding = finding;
    this.deployments = deployments;
    this.rollingBack = rollingBack;
    this.pins = pins;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @param what was done, in one sentence
  public record Reviewed(DistrustedRelease release, String what) {
    @Override
    public String toString() {
      return "%s: %s It %s.".formatted(release, release.why(), what);
    }
  }

  /// @throws PartialFailure at the end, when something could not be rolled back
  public List<Reviewed> review(Origin origin) {
    var trust = documents.current();
    if (reviews.reviewed() == trust.generation()) {
      return List.of();
    }
    var distrusted =
        Arrays.stream(Environment.values()).flatMap(it -> finding.in(it, trust).stream()).toList();
    var reviewed =
        PartialFailure.afterAll(
            distrusted, it -> Optional.of(new Reviewed(it, response(it, trust, origin))));
    if (!reviewed.isEmpty()) {
      outbox.put(List.of(message(reviewed, trust)));
    }
    reviews.reviewedUpTo(trust.generation());
    return reviewed;
  }

  private String response(DistrustedRelease it, TrustDocument trust, Origin origin) {
    return switch (it.use()) {
      case Use.Serving() -> it.rollsBack() ? rolledBack(it, trust, origin) : "goes on serving";
      case Use.KeptReady() -> "stays ready until the next deployment";
      case Use.Pinned pinned -> it.rollsBack() ? unpinned(it, origin) : "goes on serving them";
    };
  }

  private String unpinned(DistrustedRelease it, Origin origin) {
    var version = it.release();
    int moved =
        pins.end(
            it.pluginId(),
            version.version(),
            version.digest(),
            it.environment(),
            REASON + ": " + it.why(),
            origin);
    return "has no pins any more: %d ended".formatted(moved);
  }

  private String rolledBack(DistrustedRelease distrusted, TrustDocument trust, Origin origin) {
    var deployment =
        DeploymentId.parse(distrusted.release().deploymentId()).flatMap(deployments::find);
    if (deployment.isEmpty()) {
      return "goes on serving: no deployment of it is known";
    }
    var before = deployment.get().previous();
    if (before.filter(it -> !isAdmitted(it, distrusted, trust)).isPresent()) {
      return "goes on serving: %s, which served before, does not count either"
          .formatted(before.get().release());
    }
    return rolledBack(deployment.get(), distrusted, origin);
  }

  private boolean isAdmitted(
      RoutedVersion before, DistrustedRelease distrusted, TrustDocument trust) {
    return finding.isAdmitted(
        distrusted.pluginId(), distrusted.plugin(), before, distrusted.environment(), trust);
  }

  private String rolledBack(Deployment it, DistrustedRelease distrusted, Origin origin) {
    return switch (rollingBack.rollBackAutomatically(it.id(), REASON, distrusted.why(), origin)) {
      case Result.Done<Deployment>(var after) when after.paused() ->
          "was paused by deployment " + after.id() + ", which rolls nothing back by itself";
      case Result.Done<Deployment>(var after) ->
          "is rolled back by deployment %s, to %s"
              .formatted(
                  after.id(),
                  after.restoredVersion().map(RoutedVersion::release).orElse("nothing"));
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.CHANGED_MEANWHILE
              || refusal.code() == ErrorCode.ROLLOUT_NOT_STARTED ->
          throw new IllegalStateException(refusal.detail());
      case Result.Refused<Deployment>(var refusal) -> "goes on serving: " + refusal.detail();
    };
  }

  /// One for each generation of the trust, by its id.
  private Message message(List<Reviewed> reviewed, TrustDocument trust) {
    var name = "trust#" + trust.generation();
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.TrustLost,
        new Audience.Operators(),
        "What serves and would not be admitted any more: %d".formatted(reviewed.size()),
        reviewed.stream().map(Reviewed::toString).collect(Collectors.joining("\n"))
            + "\nLook at /api/v1/trust\n",
        "",
        clock.instant());
  }
}
