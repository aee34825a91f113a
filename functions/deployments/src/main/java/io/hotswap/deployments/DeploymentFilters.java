package io.hotswap.deployments;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import jakarta.inject.Singleton;

/// Filters of a list of deployments.
@Singleton
final class DeploymentFilters {
  private final Releases releases;

  DeploymentFilters(Releases releases) {
    this.releases = releases;
  }

  /// An unknown plugin is refused: an empty list would hide a misspelt name.
  Result<Page<Deployment>> refusingUnknownPlugin(DeploymentFilter filter, Page<Deployment> page) {
    boolean unknown =
        page.items().isEmpty()
            && page.next().isEmpty()
            && filter.plugin().isPresent()
            && releases.pluginName(filter.plugin().get()).isEmpty();
    return unknown
        ? Result.refused(
            Refusal.of(
                ErrorCode.PLUGIN_NOT_FOUND,
                "There is no such plugin, and no deployment of one.",
                "#query/plugin",
                "the name or the GUID of a plugin",
                "See GET /api/v1/plugins for those there are."))
        : Result.done(page);
  }
}
