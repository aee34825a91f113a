package io.hotswap.domain.node;

import java.util.Set;

/// Whether a node's processes serve one tenant each, so that it can measure what a tenant takes.
///
/// @param perTenant whether plugins run in a process for each tenant
/// @param shared plugins, by name, that share the node's heap all the same
public record TenantIsolation(boolean perTenant, Set<String> shared) {
  /// No plugin does.
  public static final TenantIsolation NONE = new TenantIsolation(false, Set.of());

  public TenantIsolation {
    shared = Set.copyOf(shared);
  }

  public boolean holds(String pluginName) {
    return perTenant && !shared.contains(pluginName);
  }
}
