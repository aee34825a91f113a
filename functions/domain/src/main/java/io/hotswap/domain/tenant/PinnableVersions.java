package io.hotswap.domain.tenant;

import io.hotswap.domain.check.CheckGate;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.Optional;

/// The versions that a tenant can be pinned to: those that a deployment brought to the environment
/// and that nobody took back or withdrew. A deployment completes only after its approvals. A
/// version that was deleted and registered anew has to be deployed anew.
public final class PinnableVersions {
  // Each page reads up to a thousand deployments.
  private static final int PAGES = 10;
  private static final int LIMIT = 100;

  private final Deployments deployments;
  private final Releases releases;

  public PinnableVersions(Deployments deployments, Releases releases) {
    this.deployments = deployments;
    this.releases = releases;
  }

  public Result<RoutedVersion> find(TenantPluginId id, String version) {
    var release = releases.find(id.pluginId(), version);
    return release
        .flatMap(it -> it.refusal("/version").or(() -> failedChecks(id, it)))
        .map(Result::<RoutedVersion>refused)
        .or(() -> release.flatMap(it -> completed(id, it)).map(Result::done))
        .orElseGet(() -> Result.refused(neverServed(id, version)));
  }

  /// The same once a deployment has brought it: to try what would be then.
  public Result<RoutedVersion> onceDeployed(TenantPluginId id, String version) {
    var release = releases.find(id.pluginId(), version);
    return release.isPresent() && release.get().refusal("").isEmpty()
        ? Result.done(completed(id, release.get()).orElseGet(() -> undeployed(release.get())))
        : find(id, version);
  }

  private static RoutedVersion undeployed(Release it) {
    return new RoutedVersion(it.version(), it.digest(), it.size(), "", "");
  }

  /// Malware may have been found in it since it was deployed.
  private Optional<Refusal> failedChecks(TenantPluginId id, Release release) {
    var checks = releases.checks(id.pluginId(), release.version());
    return CheckGate.refusal(id.pluginId().toString(), release.version(), checks)
        .filter(it -> it.code() == ErrorCode.CHECKS_FAILED);
  }

  /// The same, but a tenant may stay pinned to a version that was withdrawn meanwhile.
  public Result<RoutedVersion> find(TenantPlugin it, String version) {
    return orKept(it, version, find(it.id(), version));
  }

  /// The same of what was found for another tenant.
  public static Result<RoutedVersion> orKept(
      TenantPlugin it, String version, Result<RoutedVersion> found) {
    var there = it.pin().map(Pin::version).filter(pinned -> pinned.version().equals(version));
    return switch (found) {
      case Result.Refused<RoutedVersion>(var refusal)
          when refusal.code() == ErrorCode.VERSION_WITHDRAWN && there.isPresent() ->
          Result.done(there.get());
      case Result<RoutedVersion> other -> other;
    };
  }

  private Optional<RoutedVersion> completed(TenantPluginId id, Release release) {
    var filter =
        new DeploymentFilter(
            Optional.of(id.pluginId()),
            Optional.of(id.environment()),
            Optional.of(DeploymentStatus.Completed));
    var page = deployments.list(filter, PageRequest.first(LIMIT));
    for (int read = 1; ; read++) {
      var found = page.items().stream().filter(it -> brought(it, release)).findFirst();
      if (found.isPresent() || page.next().isEmpty() || read == PAGES) {
        return found.map(Deployment::version);
      }
      page = deployments.list(filter, new PageRequest(LIMIT, page.next()));
    }
  }

  /// An A/B test that its other variant won has brought nothing.
  private static boolean brought(Deployment it, Release release) {
    return it.version().version().equals(release.version())
        && it.version().digest().equals(release.digest())
        && it.rolloutState()
            .winner()
            .filter(winner -> !winner.equals(it.version().release()))
            .isEmpty();
  }

  private static Refusal neverServed(TenantPluginId id, String version) {
    return Refusal.of(
        ErrorCode.INVALID_SETTINGS,
        "No completed deployment has brought %s to %s, of the plugin's last 10,000."
            .formatted(version, id.environment()),
        "/version",
        "a version that a completed deployment has brought to " + id.environment(),
        "See GET /api/v1/deployments?environment=%s&status=Completed for those there are."
            .formatted(id.environment()));
  }
}
