package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.canonical.CanonicalEncoding;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything an approval is bound to: the plan without the numbers of tenants and nodes and what
/// is computed from them, so that a sign-up does not void it.
///
/// @param format changing it voids the open approvals
/// @param digest of the binary
/// @param defaults digest of the default configuration
/// @param permissions requested by the version
/// @param settings every parameter of the strategy
/// @param onMisfit what becomes of tenants whose configuration does not fit
/// @param serving the release that is replaced
/// @param criticalBecause why the change needs more approvers than usual
/// @param approvals one decision of each is required
record ApprovalTermsDigest(
    String format,
    PluginId pluginId,
    String version,
    Digest digest,
    Optional<Digest> defaults,
    Set<String> permissions,
    Environment environment,
    StrategyName strategy,
    Strategy settings,
    OnMisfit onMisfit,
    Optional<Serving> serving,
    List<String> criticalBecause,
    List<Approver> approvals) {
  private static final String FORMAT = "hotswap-terms-2";

  record Serving(String release, Digest digest) {}

  static ApprovalTermsDigest of(
      PlanBuilder.Subject subject,
      Optional<RoutedVersion> serving,
      List<String> criticalBecause,
      List<Approver> approvals) {
    Release release = subject.release();
    return new ApprovalTermsDigest(
        FORMAT,
        subject.pluginId(),
        release.version(),
        release.digest(),
        subject.defaults(),
        release.permissions(),
        subject.environment(),
        subject.strategy().name(),
        subject.strategy(),
        subject.onMisfit(),
        serving.map(it -> new Serving(it.release(), it.digest())),
        criticalBecause,
        approvals);
  }

  String hash() {
    return Digest.over(CanonicalEncoding.of(this)).hex();
  }
}
