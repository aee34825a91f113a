package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/// A tenant's configuration of a plugin.
///
/// @param values a JSON object, as text
/// @param secrets by the property's name
public record StoredTenantConfiguration(
    Environment environment,
    PluginId pluginId,
    String tenant,
    long version,
    String values,
    Map<String, StoredSecretReference> secrets,
    Instant writtenAt) {
  public static StoredTenantConfiguration of(TenantConfiguration it) {
    var settings = it.id().settings();
    return new StoredTenantConfiguration(
        settings.environment(),
        settings.pluginId(),
        settings.tenant(),
        it.id().version(),
        it.values(),
        it.secrets().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, each -> StoredSecretReference.of(each.getValue()))),
        it.writtenAt());
  }

  public TenantConfiguration toDomain() {
    return new TenantConfiguration(
        new TenantConfiguration.Id(new TenantPluginId(environment, pluginId, tenant), version),
        values,
        secrets.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().toDomain())),
        writtenAt);
  }
}
