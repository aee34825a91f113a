package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.config.Variables;

/// What a plugin may log and print on a node, for all its versions together.
///
/// @param lines a second
/// @param characters a second
public record LogLimits(int lines, int characters) {
  private static final int MOST = 1 << 30;

  public static LogLimits from(Variables variables) {
    return new LogLimits(
        variables.number("HOTSWAP_PLUGIN_LOG_LINES", 200, 1, MOST),
        variables.number("HOTSWAP_PLUGIN_LOG_CHARACTERS", 256 << 10, 1, MOST));
  }
}
