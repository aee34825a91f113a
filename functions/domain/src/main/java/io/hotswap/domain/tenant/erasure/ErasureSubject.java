package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantPluginId;

/// Whose data is erased.
public sealed interface ErasureSubject {
  /// Whose chain of audit records it is in.
  AuditSubject audited();

  /// Whether these settings are among its data.
  boolean includes(TenantPluginId settings);

  /// All that is kept of a tenant, in all environments.
  record ErasedTenant(String id) implements ErasureSubject {
    @Override
    public AuditSubject audited() {
      return AuditSubject.tenant(id);
    }

    @Override
    public boolean includes(TenantPluginId settings) {
      return settings.tenant().equals(id);
    }
  }

  /// All that tenants have of a plugin that was deleted.
  record ErasedPlugin(PluginId id) implements ErasureSubject {
    @Override
    public AuditSubject audited() {
      return AuditSubject.plugin(id);
    }

    @Override
    public boolean includes(TenantPluginId settings) {
      return settings.pluginId().equals(id);
    }
  }
}
