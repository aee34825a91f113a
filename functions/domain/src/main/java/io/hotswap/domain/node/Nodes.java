package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// The nodes' own table: what they say of themselves.
public interface Nodes {
  /// Writes or renews a lease. One small write a heartbeat.
  void heartbeat(Lease lease);

  /// Gives a lease back on an orderly stop, if it is still this incarnation's.
  void leave(Lease lease);

  void acknowledge(Acknowledgement acknowledgement);

  /// All leases of an environment, expired ones too: the reader compares them with its own clock.
  List<Lease> leases(Environment environment);

  /// What each node last said of a plugin.
  List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId);
}
