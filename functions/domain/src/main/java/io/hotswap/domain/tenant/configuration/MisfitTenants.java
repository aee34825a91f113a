package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas.Schema;
import io.hotswap.domain.text.BoundedText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/// Finds the tenants that a version would serve and whose configuration does not fit it. Those that
/// are pinned or disabled stay where they are.
public final class MisfitTenants {
  private static final int BATCH = 100;
  private static final int NAMED = 10;
  private static final int ERRORS_EACH = 3;

  private final RoutingDocuments routing;
  private final TenantRoutings settings;
  private final TenantConfigurations configurations;
  private final ConfigurationSchemas schemas;
  private final InstantSource clock;

  public MisfitTenants(
      RoutingDocuments routing,
      TenantRoutings settings,
      TenantConfigurations configurations,
      ConfigurationSchemas schemas,
      InstantSource clock) {
    this.routing = routing;
    this.settings = settings;
    this.configurations = configurations;
    this.schemas = schemas;
    this.clock = clock;
  }

  /// Why a version cannot be brought there; empty when every configuration fits. Nothing of tenants
  /// is read when the version has the schema of one that may serve them, which they fit already.
  public Optional<Refusal> refusal(PluginId pluginId, Environment environment, String version) {
    var schema = schemas.find(pluginId, version);
    return schema.isEmpty() || isFit(pluginId, environment, schema.get())
        ? Optional.empty()
        : refusal(version, misfits(pluginId, environment, schema.get()));
  }

  private boolean isFit(PluginId pluginId, Environment environment, Schema schema) {
    return routing
        .current(pluginId, environment)
        .map(it -> it.mayServe(clock.instant()))
        .orElse(Set.of())
        .stream()
        .flatMap(it -> schemas.find(pluginId, it).stream())
        .anyMatch(it -> it.digest().equals(schema.digest()));
  }

  private record Misfit(String tenant, List<FieldError> errors) {}

  private List<Misfit> misfits(PluginId pluginId, Environment environment, Schema schema) {
    return settings.of(environment, pluginId).entrySet().stream()
        .filter(it -> it.getValue().isMovable() && it.getValue().configuration() > 0)
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(it -> id(pluginId, environment, it))
        .gather(Gatherers.windowFixed(BATCH))
        .flatMap(it -> configurations.find(it).stream())
        .map(it -> misfit(it, schema))
        .filter(it -> !it.errors().isEmpty())
        .toList();
  }

  private static TenantConfiguration.Id id(
      PluginId pluginId, Environment environment, Map.Entry<String, TenantRouting> it) {
    var tenant = new TenantPluginId(environment, pluginId, it.getKey());
    return new TenantConfiguration.Id(tenant, it.getValue().configuration());
  }

  private static Misfit misfit(TenantConfiguration it, Schema schema) {
    var errors = schema.violations(it.values(), it.secrets().keySet());
    return new Misfit(it.id().settings().tenant(), errors);
  }

  private static Optional<Refusal> refusal(String version, List<Misfit> misfits) {
    if (misfits.isEmpty()) {
      return Optional.empty();
    }
    List<FieldError> errors = new ArrayList<>();
    misfits.stream().limit(NAMED).forEach(it -> errors.addAll(errors(version, it)));
    var names = BoundedText.names(misfits.stream().map(Misfit::tenant).toList());
    return Optional.of(
        new Refusal(
            ErrorCode.CONFIGURATION_MISFIT,
            "The configuration of %d tenants does not fit %s: %s."
                .formatted(misfits.size(), version, names),
            errors));
  }

  private static List<FieldError> errors(String version, Misfit misfit) {
    return misfit.errors().stream()
        .limit(ERRORS_EACH)
        .map(
            it ->
                new FieldError(
                    "#tenant/" + misfit.tenant() + "/config" + it.pointer(),
                    it.expected() + " (version " + version + ")",
                    "Change the tenant's configuration to one that fits both versions, or pin the"
                        + " tenant to the version that serves it."))
        .toList();
  }
}
