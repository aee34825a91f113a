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
}
