package io.hotswap.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Configured;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Reconfigured;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A tenant's configuration of a plugin as openapi.yaml describes it.
///
/// @param configuration its version; 0 when none was ever set
/// @param config what the tenant itself has set
/// @param secrets what it has set of secrets, without values
/// @param effective what plugins get: the values with the defaults of each version that may serve
/// @param revision of all settings
record TenantConfigurationView(
    String tenantId,
    PluginId pluginId,
    Environment environment,
    long configuration,
    JsonNode config,
    Map<String, SecretView> secrets,
    List<EffectiveView> effective,
    long revision) {
  /// @param version the configuration that it was set with
  /// @param secretArn of the Secrets Manager secret that has the value
  /// @param previousUntil when the value before it ends
  record SecretView(
      long version, Instant since, Optional<String> secretArn, Optional<Instant> previousUntil) {
    static SecretView of(SecretReference it) {
      return new SecretView(it.version(), it.since(), it.arn(), it.replaced().map(Replaced::until));
    }
  }

  record EffectiveView(String version, String release, JsonNode config) {}

  /// @param changes pointers to the values that differ
  record DryRun(
      TenantConfigurationView before, TenantConfigurationView after, List<String> changes) {
    static DryRun of(Reconfigured it) {
      return new DryRun(
          TenantConfigurationView.of(it.before()),
          TenantConfigurationView.of(it.after()),
          it.changes());
    }
  }

  static TenantConfigurationView of(Configured it) {
    var settings = it.settings();
    return new TenantConfigurationView(
        settings.id().tenant(),
        settings.id().pluginId(),
        settings.id().environment(),
        settings.configuration(),
        json(it.values()),
        it.secrets().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> SecretView.of(each.getValue()))),
        it.effective().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> effective(each.getKey(), each.getValue()))
            .toList(),
        settings.revision());
  }

  private static EffectiveView effective(String release, String values) {
    return new EffectiveView(ReleaseKey.parse(release).version(), release, json(values));
  }

  private static JsonNode json(String values) {
    return Json.read(values, JsonNode.class);
  }
}
