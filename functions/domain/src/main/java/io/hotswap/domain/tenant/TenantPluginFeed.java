package io.hotswap.domain.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;
import java.util.Optional;

/// What a node polls of tenants' settings: constant work while nothing changes. Reads are
/// consistent.
public interface TenantPluginFeed {
  /// The change counter of each shard, in the shards' order; one batch. A counter grows by one with
  /// every change of its shard.
  List<Long> changeCounts(Environment environment);

  /// The stage's defaults; empty until the control plane has told them.
  Optional<TenantDefaults> defaults(Environment environment);

  /// The settings that changed in a shard since.
  ///
  /// @param after the counter when the shard was read last
  Changes changes(Environment environment, int shard, long after);

  /// All settings of a plugin.
  List<TenantPlugin> ofPlugin(Environment environment, PluginId pluginId);

  sealed interface Changes {
    /// @param changed as they are now; those that were erased come unset, first when they were made
    ///   anew since
    /// @param count the counter up to which all changes are in it
    record Known(List<TenantPlugin> changed, long count) implements Changes {
      public Known {
        changed = List.copyOf(changed);
      }
    }

    /// The changes are too long ago to be listed: all settings have to be read again.
    record TooOld() implements Changes {}
  }
}
