package io.hotswap.runtime;

import java.util.Map;

class SharedPluginCallsTest extends PluginCallsContract {
  @Override
  Map<String, String> isolation() {
    return Map.of();
  }
}
