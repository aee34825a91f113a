package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// Leases and acknowledgements, as the nodes report them.
public interface Nodes {
  /// Writes or renews a lease. One small write a heartbeat.
  void heartbeat(Lease lease);

  /// Gives a lease back on an orderly stop, if it is still this incarnation's.
  void leave(Lease lease);

  void acknowledge(Acknowledgement acknowledgement);

  /// All leases of an environment, expired ones too: the caller compares them with its own clock.
  List<Lease> leases(Environment environment);

  /// The last acknowledgement of each node for a plugin.
  List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId);
}
