package io.hotswap.domain.deployment.request;

import io.hotswap.domain.check.CheckGate;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// The versions that may be deployed: registered, not withdrawn, with checks that have passed, and
/// signed where the environment asks for it.
final class DeployableReleases {
  private final Releases releases;
  private final ReleaseAdmission admission;
  private final PlanBuilder planBuilder;

  DeployableReleases(Releases releases, ReleaseAdmission admission, PlanBuilder planBuilder) {
    this.releases = releases;
    this.admission = admission;
    this.planBuilder = planBuilder;
  }

  /// @param document the plugin's current routing document in the environment
  record Deployable(
      PluginId pluginId,
      String pluginName,
      Environment environment,
      Release release,
      Optional<RoutingDocument> document) {}

  Result<Deployable> find(DeploymentSpec spec, Environment environment, String version) {
    var pluginId = PluginId.parse(spec.pluginId());
    return releases
        .pluginName(pluginId)
        .map(
            name ->
                release(spec, pluginId, name, version)
                    .then(it -> admitted(name, it, environment))
                    .map(it -> deployable(pluginId, name, environment, it)))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.PLUGIN_NOT_FOUND, "No plugin " + spec.pluginId() + " is registered"));
  }

  private Result<Release> release(
      DeploymentSpec spec, PluginId pluginId, String name, String version) {
    return releases
        .find(pluginId, version)
        .map(
            it -> passed(it, it.refusal(pointer(spec))).then(held -> checked(pluginId, name, held)))
        .orElseGet(() -> Result.refused(versionMissing(name, version)));
  }

  /// What names the version to deploy.
  private static String pointer(DeploymentSpec spec) {
    return spec.version().isPresent() ? "/version" : "/abConfig/variantB";
  }

  private Result<Release> checked(PluginId pluginId, String name, Release release) {
    var checks = releases.checks(pluginId, release.version());
    return passed(release, CheckGate.refusal(name, release.version(), checks));
  }

  private Result<Release> admitted(String name, Release release, Environment environment) {
    return passed(release, admission.refusal(name, release, environment));
  }

  private static Result<Release> passed(Release release, Optional<Refusal> refusal) {
    return refusal.map(Result::<Release>refused).orElseGet(() -> Result.done(release));
  }

  private Deployable deployable(
      PluginId pluginId, String name, Environment environment, Release release) {
    return new Deployable(
        pluginId, name, environment, release, planBuilder.currentDocument(pluginId, environment));
  }

  static Refusal versionMissing(DeploymentRequest deploymentRequest) {
    return versionMissing(deploymentRequest.pluginName(), deploymentRequest.version().version());
  }

  private static Refusal versionMissing(String plugin, String version) {
    return Refusal.of(
        ErrorCode.VERSION_NOT_FOUND, "Plugin " + plugin + " has no version " + version);
  }
}
