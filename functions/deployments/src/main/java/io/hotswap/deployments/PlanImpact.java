package io.hotswap.deployments;

import io.hotswap.domain.compatibility.AssessingImpact;
import io.hotswap.domain.compatibility.DeploymentImpact;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.TrustDocuments;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The impact of a planned deployment, and where its environment's policy has nodes run the plugin,
/// as things are when somebody looks at the plan.
@Singleton
final class PlanImpact {
  private final AssessingImpact assessing;
  private final Releases releases;
  private final TrustDocuments trust;

  PlanImpact(AssessingImpact assessing, Releases releases, TrustDocuments trust) {
    this.assessing = assessing;
    this.releases = releases;
    this.trust = trust;
  }

  /// Empty where nobody has decided.
  Optional<IsolationLevel> isolation(Deployment deployment) {
    var request = deployment.request();
    return isolation(request.pluginId(), request.environment());
  }

  /// @param spec of which a plan was made, so that it is valid
  Optional<IsolationLevel> isolation(DeploymentSpec spec) {
    return isolation(PluginId.parse(spec.pluginId()), Environment.valueOf(spec.environment()));
  }

  private Optional<IsolationLevel> isolation(PluginId pluginId, Environment environment) {
    return releases
        .pluginName(pluginId)
        .flatMap(name -> trust.current().isolation(environment, name));
  }

  Optional<DeploymentImpact> of(Deployment deployment) {
    var request = deployment.request();
    return of(
        request.plan(), request.pluginId(), request.environment(), request.version().version());
  }

  /// @param spec of which the plan was made, so that it is valid
  Optional<DeploymentImpact> of(Plan plan, DeploymentSpec spec) {
    return spec.version()
        .or(() -> spec.versions().map(List::getLast))
        .flatMap(
            version ->
                of(
                    plan,
                    PluginId.parse(spec.pluginId()),
                    Environment.valueOf(spec.environment()),
                    version));
  }

  private Optional<DeploymentImpact> of(
      Plan plan, PluginId pluginId, Environment environment, String version) {
    return plan.fromRelease()
        .map(it -> ReleaseKey.parse(it).version())
        .flatMap(serving -> assessing.of(pluginId, environment, serving, version));
  }
}
