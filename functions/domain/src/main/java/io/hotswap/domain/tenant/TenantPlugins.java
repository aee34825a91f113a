package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tenants' settings of plugins. Reads are consistent.
public interface TenantPlugins extends TenantRoutings {
  /// Empty when nothing was ever set.
  Optional<TenantPlugin> find(TenantPluginId id);

  /// Those that were ever set, in no order.
  List<TenantPlugin> settings(Collection<TenantPluginId> ids);

  /// A tenant's settings, by plugin.
  Page<TenantPlugin> ofTenant(Environment environment, String tenant, PageRequest page);

  /// How many tenants have settings of a plugin.
  long count(Environment environment, PluginId pluginId);

  /// The one that erases these settings.
  Optional<OngoingErasure> erasure(TenantPluginId id);

  /// Grows with each [SettingsFence#raise]. A change reads it before all that it is checked
  /// against.
  long fence(TenantPluginId id);

  /// Writes settings in the place of those of the previous revision, and announces them to nodes.
  ///
  /// @param configuration the one that the settings name from now on, where it is new, with its
  ///   secrets
  /// @param fence as it was before anything was read that the settings were checked against
  /// @return false, with nothing written, when others were written first or the fence was raised
  boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, long fence, AuditRecord audit);

  /// The same for settings that are checked against nothing.
  default boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, AuditRecord audit) {
    return commit(next, configuration, fence(next.id()), audit);
  }

  /// The same without a new configuration.
  default boolean commit(TenantPlugin next, AuditRecord audit) {
    return commit(next, Optional.empty(), audit);
  }

  /// Removes settings with their configurations, and announces to nodes that they are unset.
  ///
  /// @param current as they were read
  /// @return false, with nothing removed, when they were changed meanwhile
  boolean erase(TenantPlugin current, AuditRecord audit);
}
