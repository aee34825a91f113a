package io.hotswap.runtime.plugin;

import org.jspecify.annotations.Nullable;

/// A version that answers a call, and those that wait for it because they made the call.
///
/// @param counts whether the call enters statistics; false for previews and acceptance cases, and
///   for what plugins call within these
/// @param caller null for a client's call
public record CallChain(PluginRef plugin, boolean counts, @Nullable CallChain caller) {
  public boolean has(String pluginName) {
    for (var it = this; it != null; it = it.caller) {
      if (it.plugin.pluginName().equals(pluginName)) {
        return true;
      }
    }
    return false;
  }

  /// Plugins in it.
  public int length() {
    int length = 0;
    for (var it = this; it != null; it = it.caller) {
      length++;
    }
    return length;
  }

  /// `checkout → tax-rules`, the client's call first.
  public String path() {
    return caller == null ? plugin.pluginName() : caller.path() + " → " + plugin.pluginName();
  }
}
