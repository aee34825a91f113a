package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.PluginId;

/// Whose data is erased.
public sealed interface ErasureSubject {
  /// Whose chain of audit records it is in.
  AuditSubject audited();

  /// All that is kept of a tenant, in all environments.
  record ErasedTenant(String id) implements ErasureSubject {
    @Override
    public AuditSubject audited() {
      return AuditSubject.tenant(id);
    }
  }

  /// All that tenants have of a plugin that was deleted.
  record ErasedPlugin(PluginId id) implements ErasureSubject {
    @Override
    public AuditSubject audited() {
      return AuditSubject.plugin(id);
    }
  }
}
