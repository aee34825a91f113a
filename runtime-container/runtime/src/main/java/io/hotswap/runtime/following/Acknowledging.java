package io.hotswap.runtime.following;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.PluginId;

/// Tells the control plane what became of each plugin's newest document.
final class Acknowledging implements AutoCloseable {
  private static final int AT_ONCE = 4;
  // One a plugin.
  private static final int MOST = 100_000;

  private final Saying<PluginId, Acknowledgement> saying;

  Acknowledging(Nodes nodes, Reachability reachability) {
    this.saying =
        new Saying<>(
            "acknowledge", AT_ONCE, MOST, (before, next) -> next, nodes::acknowledge, reachability);
  }

  void say(Acknowledgement acknowledgement) {
    saying.say(acknowledgement.pluginId(), acknowledgement);
  }

  /// Tries again what did not get through.
  void sayAgain() {
    saying.sayAgain();
  }

  @Override
  public void close() {
    saying.close();
  }
}
