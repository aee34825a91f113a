package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.check.CheckGate;
import io.hotswap.domain.deployment.ApprovalTerms;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Computes the current approval terms. Until the deployment begins they depend on the version that
/// serves.
public final class ApprovalTermsCalculator {
  private final RoutingDocuments routing;
  private final Releases releases;

  public ApprovalTermsCalculator(RoutingDocuments routing, Releases releases) {
    this.routing = routing;
    this.releases = releases;
  }

  /// @param deploymentRequest of a deployment that has not begun
  public ApprovalTerms of(DeploymentRequest deploymentRequest) {
    return of(
        deploymentRequest,
        routing.current(deploymentRequest.pluginId(), deploymentRequest.environment()));
  }

  /// Why the version cannot be deployed any more: its checks may have failed since it was planned.
  public Optional<Refusal> refusal(DeploymentRequest deploymentRequest) {
    var version = deploymentRequest.version().version();
    return CheckGate.refusal(
        deploymentRequest.pluginName(),
        version,
        releases.checks(deploymentRequest.pluginId(), version));
  }

  /// @param document the plugin's current routing document in the environment
  public ApprovalTerms of(DeploymentRequest deploymentRequest, Optional<RoutingDocument> document) {
    return of(subject(deploymentRequest), document);
  }

  /// That its version was withdrawn since it was requested, and why.
  public Optional<String> withdrawal(DeploymentRequest deploymentRequest) {
    return releases
        .find(deploymentRequest.pluginId(), deploymentRequest.version().version())
        .flatMap(it -> it.refusal("/version"))
        .map(Refusal::detail);
  }

  ApprovalTerms of(PlanBuilder.Subject subject, Optional<RoutingDocument> document) {
    var serving = PlanBuilder.serving(document);
    var critical = criticalReasons(subject, serving);
    var approvals = approvals(subject.environment(), !critical.isEmpty());
    return new ApprovalTerms(
        ApprovalTermsDigest.of(subject, serving, critical, approvals).hash(),
        serving.map(RoutedVersion::release),
        critical,
        approvals);
  }

  PlanBuilder.Subject subject(DeploymentRequest deploymentRequest) {
    return new PlanBuilder.Subject(
        deploymentRequest.pluginId(),
        deploymentRequest.environment(),
        deploymentRequest.strategy(),
        deploymentRequest.onMisfit(),
        release(deploymentRequest),
        deploymentRequest.version().defaults());
  }

  /// The release as it is registered.
  public Release release(DeploymentRequest deploymentRequest) {
    var version = deploymentRequest.version();
    return releases
        .find(deploymentRequest.pluginId(), version.version())
        .orElseGet(() -> unregistered(version));
  }

  // A deleted release: the digest is still known, the permissions are not.
  private static Release unregistered(RoutedVersion version) {
    return new Release(
        version.version(), version.digest(), version.size(), Set.of("unknown"), Set.of());
  }

  /// Required approvers by environment.
  static List<Approver> approvals(Environment environment, boolean critical) {
    return switch (environment) {
      case Development -> List.of();
      case QA, Staging ->
          critical
              ? List.of(Approver.TeamLead, Approver.PlatformAdmin)
              : List.of(Approver.TeamLead);
      case Production -> List.of(Approver.TeamLead, Approver.PlatformAdmin);
    };
  }

  private List<String> criticalReasons(
      PlanBuilder.Subject subject, Optional<RoutedVersion> serving) {
    List<String> because = new ArrayList<>();
    var running = serving.flatMap(it -> releases.find(subject.pluginId(), it.version()));
    var more = new TreeSet<>(subject.release().permissions());
    running.ifPresent(it -> more.removeAll(it.permissions()));
    if (!more.isEmpty()) {
      because.add("It asks for more than what serves now: " + String.join(", ", more));
    }
    serving
        .filter(it -> !major(it.version()).equals(major(subject.release().version())))
        .ifPresent(
            it ->
                because.add(
                    "Another major version: %s after %s"
                        .formatted(subject.release().version(), it.version())));
    return because;
  }

  private static Optional<BigInteger> major(String version) {
    return SemanticVersion.parse(version).map(SemanticVersion::major);
  }
}
