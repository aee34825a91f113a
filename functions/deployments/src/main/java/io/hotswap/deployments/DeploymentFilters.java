package io.hotswap.deployments;

import io.hotswap.api.ApiCall;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import jakarta.inject.Singleton;

/// Filters of a list of deployments.
@Singleton
final class DeploymentFilters {
  private final Releases releases;
  private final PluginEntitlements entitlements;

  DeploymentFilters(Releases releases, PluginEntitlements entitlements) {
    this.releases = releases;
    this.entitlements = entitlements;
  }

  /// An unknown plugin is refused: an empty list would hide a misspelt name.
  Result<Page<Deployment>> refusingUnknownPlugin(
      ApiCall call, DeploymentFilter filter, Page<Deployment> page) {
    boolean unknown = filter.plugin().filter(it -> isUnknown(call.caller(), it, page)).isPresent();
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

  private boolean isUnknown(Caller caller, PluginId plugin, Page<Deployment> page) {
    return !entitlements.shows(caller, plugin)
        || (page.items().isEmpty()
            && page.next().isEmpty()
            && releases.pluginName(plugin).isEmpty());
  }
}
