package io.hotswap.domain.tenant;

import java.util.Optional;

/// Which plugins tenants may use where no Admin has decided.
public enum AccessDefault {
  /// All.
  Open,
  /// None.
  Closed;

  /// @param decided by an Admin for the tenant and the plugin
  boolean isPermitted(Optional<PluginAccess> decided) {
    return decided.map(it -> it == PluginAccess.Granted).orElse(this == Open);
  }
}
