package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Whether a tenant's configuration fits every version that may serve the tenant: its pin, else
/// what the routing document names, staged versions too, and what a rollback under way restores.
/// While a version is watched that includes the one before it: a rollback by a trigger asks nobody.
public final class ConfigurationFit {
  /// A watch ends by the clock of who looks: for a change of settings it lasts longer than for a
  /// step that relies on what was checked during it.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final RoutingDocuments routing;
  private final Deployments deployments;
  private final TenantConfigurations configurations;
  private final ConfigurationSchemas schemas;
  private final InstantSource clock;

  public ConfigurationFit(
      RoutingDocuments routing,
      Deployments deployments,
      TenantConfigurations configurations,
      ConfigurationSchemas schemas,
      InstantSource clock) {
    this.routing = routing;
    this.deployments = deployments;
    this.configurations = configurations;
    this.schemas = schemas;
    this.clock = clock;
  }

  /// The schemas of all releases that may serve the tenant, by release. Empty where the plugin is
  /// not deployed.
  Map<String, Schema> schemas(TenantPlugin tenant) {
    var id = tenant.id();
    Map<String, Schema> byRelease = new TreeMap<>();
    for (var release : releases(tenant)) {
      schemas
          .find(id.environment(), id.pluginId(), ReleaseKey.parse(release))
          .ifPresent(it -> byRelease.put(release, it));
    }
    return byRelease;
  }

  private Set<String> releases(TenantPlugin tenant) {
    return tenant
        .pin()
        .map(Pin::version)
        .map(RoutedVersion::release)
        .map(Set::of)
        .orElseGet(() -> deployed(tenant));
  }

  private Set<String> deployed(TenantPlugin tenant) {
    var id = tenant.id();
    // Before the document: a rollback that ended in between is in the document.
    var restored = restored(id);
    var now = clock.instant().minus(CLOCK_SKEW);
    return routing
        .current(id.pluginId(), id.environment())
        .map(it -> it.mayServe(tenant.id().tenant(), tenant.configuration(), restored, now))
        .orElse(Set.of());
  }

  private Optional<String> restored(TenantPluginId id) {
    return deployments
        .slot(id.pluginId(), id.environment())
        .holder()
        .flatMap(deployments::find)
        .flatMap(Deployment::restoredVersion)
        .map(RoutedVersion::release);
  }

  /// The tenant's configuration; empty when it has set none, or when that is lost: then the tenant
  /// can set another.
  Optional<TenantConfiguration> configuration(TenantPlugin tenant) {
    return tenant.configuration() == 0
        ? Optional.empty()
        : configurations
            .find(List.of(new TenantConfiguration.Id(tenant.id(), tenant.configuration())))
            .stream()
            .findFirst();
  }

  /// Refuses settings under which another version would serve the tenant that its configuration
  /// does not fit.
  ///
  /// @param pointer to what of the request brings the version
  public Result<TenantPlugin> checked(TenantPlugin wanted, String pointer) {
    if (!wanted.isServed()) {
      return Result.done(wanted);
    }
    return configuration(wanted)
        .flatMap(it -> refusal(wanted, it, pointer))
        .<Result<TenantPlugin>>map(Result::refused)
        .orElseGet(() -> Result.done(wanted));
  }

  private Optional<Refusal> refusal(
      TenantPlugin wanted, TenantConfiguration configuration, String pointer) {
    return schemas(wanted).entrySet().stream()
        .map(it -> errors(it.getKey(), it.getValue(), configuration, pointer))
        .filter(it -> !it.isEmpty())
        .findFirst()
        .map(
            errors ->
                new Refusal(
                    ErrorCode.CONFIGURATION_MISFIT,
                    "The tenant's configuration does not fit the version that would serve it.",
                    errors));
  }

  private static List<FieldError> errors(
      String version, Schema schema, TenantConfiguration configuration, String pointer) {
    return schema.violations(configuration.values(), configuration.secrets().keySet()).stream()
        .map(
            it ->
                new FieldError(
                    pointer,
                    "a version whose schema the tenant's configuration fits; %s expects %s at /config%s"
                        .formatted(version, it.expected(), it.pointer()),
                    "Change the configuration first, to one that fits both versions."))
        .toList();
  }
}
