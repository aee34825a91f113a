package io.hotswap.domain.tenant;

import java.util.Collection;
import java.util.List;

/// Tenants' configurations, which [TenantPlugins#commit] writes: the one in force and the one
/// before it, none older. Reads are consistent.
public interface TenantConfigurations {
  /// Those that there are, in no order.
  List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids);
}
