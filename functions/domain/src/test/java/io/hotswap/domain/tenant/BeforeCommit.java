package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Something else happens before the first commit.
final class BeforeCommit implements TenantPlugins {
  private final TenantPlugins store;
  private Optional<Runnable> other;

  BeforeCommit(TenantPlugins store, Runnable other) {
    this.store = store;
    this.other = Optional.of(other);
  }

  @Override
  public List<TenantPlugin> settings(Collection<TenantPluginId> ids) {
    return store.settings(ids);
  }

  @Override
  public long fence(TenantPluginId id) {
    return store.fence(id);
  }

  @Override
  public boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, long fence, AuditRecord audit) {
    var first = other;
    other = Optional.empty();
    first.ifPresent(Runnable::run);
    return store.commit(next, configuration, fence, audit);
  }

  @Override
  public Optional<OngoingErasure> erasure(TenantPluginId id) {
    return store.erasure(id);
  }

  @Override
  public Optional<TenantPlugin> find(TenantPluginId id) {
    return store.find(id);
  }

  @Override
  public long count(Environment environment, PluginId pluginId) {
    return store.count(environment, pluginId);
  }

  @Override
  public Page<TenantPlugin> ofTenant(Environment environment, String tenant, PageRequest page) {
    return store.ofTenant(environment, tenant, page);
  }

  @Override
  public RoutedTenants of(Environment environment, PluginId pluginId) {
    return store.of(environment, pluginId);
  }

  @Override
  public boolean erase(TenantPlugin current, AuditRecord audit) {
    return store.erase(current, audit);
  }
}
