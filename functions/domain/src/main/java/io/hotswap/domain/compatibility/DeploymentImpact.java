package io.hotswap.domain.compatibility;

import java.util.List;

/// What a version changes for those who use the one that serves.
///
/// @param tenants that called the plugin there in the last week, by name
public record DeploymentImpact(VersionComparison comparison, List<String> tenants) {
  public DeploymentImpact {
    tenants = List.copyOf(tenants);
  }
}
