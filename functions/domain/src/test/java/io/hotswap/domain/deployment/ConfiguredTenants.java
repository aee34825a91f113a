package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Tenants who configure a plugin as the API lets them; deployments and nodes see what they set.
final class ConfiguredTenants {
  private final InMemoryControlPlane controlPlane;
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final ChangingTenantPlugins changing;
  private final ConfigurationFit fit;
  private final ConfiguringTenant configuring;

  ConfiguredTenants(InMemoryControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    changing = new ChangingTenantPlugins(settings, controlPlane, TenantLimit.NONE, controlPlane);
    fit =
        new ConfigurationFit(
            controlPlane, controlPlane, settings, controlPlane.configurations, controlPlane);
    configuring =
        new ConfiguringTenant(
            changing,
            fit,
            controlPlane.configurations,
            (id, value) -> {
              throw new AssertionError("no schema has secrets");
            },
            (arn, own) -> false,
            controlPlane);
  }

  Result<?> set(String tenant, String values) {
    var set = configuring.set(command(tenant), new Sent(values, Duration.ZERO));
    publish(tenant);
    return set;
  }

  /// Whatever fits.
  void write(String tenant, String values) {
    var id = new TenantConfiguration.Id(id(tenant), 1);
    var configuration = new TenantConfiguration(id, values, Map.of(), controlPlane.now);
    controlPlane.configurations.stored.add(configuration);
    controlPlane.observed.settings.put(
        tenant, TenantPlugin.unset(id(tenant)).withConfiguration(1).routing(TenantDefaults.OPEN));
  }

  boolean enable(String tenant, boolean enabled) {
    return change(tenant, it -> Result.done(it.withEnabled(enabled)));
  }

  boolean pin(String tenant, Pin pin) {
    return change(tenant, TenantPluginEdits.pinned(pin));
  }

  boolean unpin(String tenant) {
    return change(tenant, TenantPluginEdits.unpinned());
  }

  private boolean change(String tenant, Function<TenantPlugin, Result<TenantPlugin>> edit) {
    var changed =
        changing.change(command(tenant), it -> edit.apply(it).then(next -> fit.checked(next, "")));
    publish(tenant);
    return changed instanceof Result.Done;
  }

  TenantPlugin settings(String tenant) {
    return settings.find(id(tenant)).orElseGet(() -> TenantPlugin.unset(id(tenant)));
  }

  /// What the tenant itself has set.
  String values(String tenant) {
    var own = settings(tenant);
    var id = new TenantConfiguration.Id(own.id(), own.configuration());
    return settings.find(List.of(id)).stream()
        .map(TenantConfiguration::values)
        .findFirst()
        .orElse("{}");
  }

  String served(String tenant) {
    return served(tenant, "n1");
  }

  /// The version on a node; empty for none.
  String served(String tenant, String node) {
    var route =
        controlPlane.inForce().route(tenant, settings(tenant).routing(TenantDefaults.OPEN), node);
    return route instanceof Route.To to ? to.version().release() : "";
  }

  private void publish(String tenant) {
    var own = settings(tenant);
    controlPlane.observed.settings.put(tenant, own.routing(TenantDefaults.OPEN));
    if (own.configuration() > 0) {
      var id = new TenantConfiguration.Id(own.id(), own.configuration());
      controlPlane.configurations.stored.removeIf(it -> it.id().equals(id));
      controlPlane.configurations.stored.addAll(settings.find(List.of(id)));
    }
  }

  private static ChangingTenantPlugins.Command command(String tenant) {
    return new ChangingTenantPlugins.Command(
        id(tenant), Optional.empty(), false, "test", Optional.empty(), InMemoryControlPlane.ORIGIN);
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }
}
