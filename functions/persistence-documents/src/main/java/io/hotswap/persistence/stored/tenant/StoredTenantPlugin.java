package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantQuota;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A tenant's settings of a plugin.
///
/// @param access what an Admin has decided
/// @param quotaCeiling set by the platform
/// @param quota set by the tenant
public record StoredTenantPlugin(
    Environment environment,
    PluginId pluginId,
    String tenant,
    Optional<PluginAccess> access,
    boolean enabled,
    Optional<StoredPin> pin,
    Optional<StoredQuota> quotaCeiling,
    Optional<StoredQuota> quota,
    long configuration,
    Optional<Map<String, StoredDeprecationDates>> deprecated,
    long revision,
    Instant changedAt) {
  public static StoredTenantPlugin of(TenantPlugin it) {
    return new StoredTenantPlugin(
        it.id().environment(),
        it.id().pluginId(),
        it.id().tenant(),
        it.access(),
        it.enabled(),
        it.pin().map(StoredPin::of),
        it.quota().ceiling().map(StoredQuota::of),
        it.quota().own().map(StoredQuota::of),
        it.configuration(),
        Optional.of(it.deprecated()).filter(all -> !all.isEmpty()).map(StoredTenantPlugin::stored),
        it.revision(),
        it.changedAt());
  }

  public TenantPlugin toDomain() {
    return new TenantPlugin(
        new TenantPluginId(environment, pluginId, tenant),
        access,
        enabled,
        pin.map(StoredPin::toDomain),
        new TenantQuota(quotaCeiling.map(StoredQuota::toDomain), quota.map(StoredQuota::toDomain)),
        configuration,
        deprecated.map(StoredTenantPlugin::dates).orElse(Map.of()),
        revision,
        changedAt);
  }

  private static Map<String, StoredDeprecationDates> stored(Map<String, DeprecationDates> all) {
    return all.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, it -> StoredDeprecationDates.of(it.getValue())));
  }

  private static Map<String, DeprecationDates> dates(Map<String, StoredDeprecationDates> all) {
    return all.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().toDomain()));
  }
}
