package io.hotswap.spi;

import java.nio.file.Path;

/// What the runtime lends to one running version. Implemented by the runtime; safe to use from any
/// thread.
public interface PluginContext {

  /// The plugin's name, from the manifest.
  String name();

  /// The plugin's version, from the manifest.
  String version();

  /// An empty directory of this instance's own, deleted after [Plugin#stop]. Nothing else on disk
  /// is the plugin's.
  Path temporaryDirectory();

  /// Writes to the node's log, each line marked with plugin and version, and with tenant and trace
  /// on a call's thread. Never throws, whatever it is given. 8,192 characters of a line and 16,384
  /// of a stack trace are kept. A plugin that writes too much (200 lines or 256 KB a second, unless
  /// the runtime is configured otherwise) loses lines, which are counted.
  System.Logger log();

  /// Takes the plugin's own business figures.
  Metrics metrics();

  /// Calls another plugin, as the tenant whose call is being answered, and waits for its reply. The
  /// version that serves the tenant answers, on this node, within the tenant's quota of that
  /// plugin, and before the deadline of the call in progress. The call is a part of the same trace.
  ///
  /// @param within the call that the plugin is answering, as [Plugin#handle] got it; any thread may
  ///   call within it
  /// @param request to a plugin that the manifest lists under `permissions.calls`
  /// @throws PluginCallFailed when there is no reply
  default Reply call(Call within, PluginRequest request) {
    throw new UnsupportedOperationException("this context calls no other plugins");
  }
}
