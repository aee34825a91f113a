package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.DeployedRelease;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import java.util.List;
import java.util.Optional;

/// What the bundle of an answer names: the code, its defaults and a tenant's configuration.
public final class LookingUpBundles {
  private final Deployments deployments;
  private final TenantConfigurations configurations;
  private final DefaultConfigurations defaults;
  private final ConfigurationSchemas schemas;
  private final PluginEntitlements entitlements;

  public LookingUpBundles(
      Deployments deployments,
      TenantConfigurations configurations,
      DefaultConfigurations defaults,
      ConfigurationSchemas schemas,
      PluginEntitlements entitlements) {
    this.deployments = deployments;
    this.configurations = configurations;
    this.defaults = defaults;
    this.schemas = schemas;
    this.entitlements = entitlements;
  }

  /// @param tenant whose call was answered; empty: the caller's own, for the platform's staff none
  public record Query(String bundle, Environment environment, Optional<String> tenant) {}

  /// @param defaultConfiguration of the release; empty when it has none
  /// @param defaults a JSON object; empty when the version was deleted
  /// @param configuration empty for a bundle without one, or when no tenant is asked for
  public record Found(
      Bundle bundle,
      DeployedRelease release,
      Optional<String> defaultConfiguration,
      Optional<String> defaults,
      Optional<TenantConfiguration> configuration) {}

  public Result<Found> find(Caller caller, Query query) {
    var tenant = query.tenant().or(() -> ownTenant(caller));
    var refusal = tenant.flatMap(it -> TenantAuthority.refusalToSee(caller, it));
    return refusal
        .<Result<Found>>map(Result::refused)
        .orElseGet(
            () ->
                Bundle.parse(query.bundle())
                    .flatMap(it -> found(it, query.environment(), tenant))
                    .filter(it -> isShown(caller, it, query.environment()))
                    .map(Result::done)
                    .orElseGet(LookingUpBundles::notFound));
  }

  private boolean isShown(Caller caller, Found it, Environment environment) {
    return entitlements.shows(caller, it.release().pluginId(), environment);
  }

  private static Optional<String> ownTenant(Caller caller) {
    return Policy.seesOperations(caller) ? Optional.empty() : caller.tenant();
  }

  private Optional<Found> found(Bundle bundle, Environment environment, Optional<String> tenant) {
    return deployments
        .release(bundle.release())
        .flatMap(
            release -> {
              var configuration =
                  tenant.flatMap(it -> configuration(bundle, release, environment, it));
              boolean missing =
                  bundle.configuration() > 0 && tenant.isPresent() && configuration.isEmpty();
              return missing
                  ? Optional.empty()
                  : Optional.of(found(bundle, environment, release, configuration));
            });
  }

  private Found found(
      Bundle bundle,
      Environment environment,
      DeployedRelease release,
      Optional<TenantConfiguration> configuration) {
    return new Found(
        bundle,
        release,
        defaults.find(environment, release.pluginId(), release.key()),
        schemas
            .find(environment, release.pluginId(), release.key())
            .map(it -> it.withDefaults("{}")),
        configuration);
  }

  private Optional<TenantConfiguration> configuration(
      Bundle bundle, DeployedRelease release, Environment environment, String tenant) {
    var settings = new TenantPluginId(environment, release.pluginId(), tenant);
    var id = new TenantConfiguration.Id(settings, bundle.configuration());
    return bundle.configuration() == 0
        ? Optional.empty()
        : configurations.find(List.of(id)).stream().findFirst();
  }

  private static Result<Found> notFound() {
    return Result.refused(
        Refusal.of(
            ErrorCode.BUNDLE_NOT_FOUND,
            "No such bundle has answered a call of that tenant in that environment, or the tenant's"
                + " configuration in it is too old: the last two are kept.",
            "#bundle",
            "the header HotSwap-Bundle of an answer",
            "Send it as it was answered, with the environment of that node."));
  }
}
