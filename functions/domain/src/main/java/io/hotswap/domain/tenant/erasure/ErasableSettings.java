package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Settings with their configurations, in all environments. Nodes are told of each.
public final class ErasableSettings implements CountableData {
  private static final PageRequest ALL_PLUGINS = PageRequest.first(100);

  private final TenantPlugins tenantPlugins;
  private final InstantSource clock;

  public ErasableSettings(TenantPlugins tenantPlugins, InstantSource clock) {
    this.tenantPlugins = tenantPlugins;
    this.clock = clock;
  }

  @Override
  public DataKind kind() {
    return DataKind.Settings;
  }

  @Override
  public long count(ErasureSubject subject) {
    return ids(subject).count();
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    for (var id : ids(erasure.subject()).toList()) {
      if (!clock.instant().isBefore(deadline)) {
        return Progress.MORE;
      }
      erase(id, erasure);
    }
    return Progress.DONE;
  }

  private void erase(TenantPluginId id, Erasure erasure) {
    if (ConflictRetry.run(() -> attempted(id, erasure)).isEmpty()) {
      throw new IllegalStateException(id + " was changed again and again");
    }
  }

  private Optional<Boolean> attempted(TenantPluginId id, Erasure erasure) {
    return tenantPlugins
        .find(id)
        .map(it -> tenantPlugins.erase(it, audit(it, erasure)))
        .or(() -> Optional.of(true))
        .filter(done -> done);
  }

  private AuditRecord audit(TenantPlugin it, Erasure erasure) {
    var id = it.id();
    var names =
        Map.of("environment", id.environment().name(), "pluginId", id.pluginId().toString());
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId()),
        clock.instant(),
        "eraseSettings",
        erasure.origin(),
        names,
        Map.of("erasure", erasure.id().toString()));
  }

  private Stream<TenantPluginId> ids(ErasureSubject subject) {
    return Arrays.stream(Environment.values())
        .flatMap(
            environment ->
                switch (subject) {
                  case ErasedTenant(var tenant) -> ofTenant(environment, tenant).stream();
                  case ErasedPlugin(var plugin) -> ofPlugin(environment, plugin);
                });
  }

  /// With what was set for every tenant.
  private Stream<TenantPluginId> ofPlugin(Environment environment, PluginId plugin) {
    var tenants =
        tenantPlugins.of(environment, plugin).own().keySet().stream()
            .map(tenant -> new TenantPluginId(environment, plugin, tenant));
    var every = tenantPlugins.find(TenantPluginId.ofEveryTenant(environment, plugin));
    return Stream.concat(tenants, every.map(TenantPlugin::id).stream());
  }

  private List<TenantPluginId> ofTenant(Environment environment, String tenant) {
    return Stream.iterate(
            Optional.of(tenantPlugins.ofTenant(environment, tenant, ALL_PLUGINS)),
            Optional::isPresent,
            page ->
                page.flatMap(it -> it.next())
                    .map(after -> new PageRequest(ALL_PLUGINS.limit(), Optional.of(after)))
                    .map(next -> tenantPlugins.ofTenant(environment, tenant, next)))
        .flatMap(Optional::stream)
        .flatMap(page -> page.items().stream())
        .map(TenantPlugin::id)
        .toList();
  }
}
