package io.hotswap.deployments.wire;

import io.hotswap.domain.compatibility.Compatibility;
import io.hotswap.domain.compatibility.ContractChange;
import io.hotswap.domain.compatibility.DeploymentImpact;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;

/// What a version changes for those who use the one that serves, as openapi.yaml describes it.
///
/// @param mislabelled whether its number denies that it breaks
/// @param callingTenants how many called in the last week; none where nothing may break
/// @param tenants the first of them by name
/// @param dependents plugins that serve there and need this one
public record ImpactView(
    Compatibility compatibility,
    SemanticVersion comparedWith,
    boolean mislabelled,
    List<Change> changes,
    int callingTenants,
    List<String> tenants,
    List<String> dependents) {
  private static final int NAMED = 10;
  private static final int MOST_CHANGES = 50;

  /// @param where JSON pointer into the manifest
  record Change(
      ContractChange.Kind kind, Compatibility compatibility, String where, String detail) {
    static Change of(ContractChange it) {
      return new Change(it.kind(), it.compatibility(), it.pointer(), it.detail());
    }
  }

  public static ImpactView of(DeploymentImpact it) {
    var comparison = it.comparison();
    return new ImpactView(
        comparison.compatibility(),
        comparison.before(),
        comparison.isMislabelled(),
        comparison.worstFirst().stream().limit(MOST_CHANGES).map(Change::of).toList(),
        it.tenants().size(),
        it.tenants().stream().limit(NAMED).toList(),
        it.dependents());
  }
}
