package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;

/// Where that of a request is stored which its deployment only refers to, by digest: before the
/// deployment itself.
public record RequestContents(AcceptanceSuites suites, DefaultConfigurations defaults) {
  void store(DeploymentPlanner.Planned planned) {
    var request = planned.request();
    if (!planned.acceptance().isEmpty()) {
      suites.store(planned.acceptance());
    }
    planned
        .defaults()
        .ifPresent(it -> defaults.store(request.environment(), request.pluginId(), it));
  }
}
