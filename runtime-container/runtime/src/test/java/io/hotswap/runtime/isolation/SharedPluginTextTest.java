package io.hotswap.runtime.isolation;

import java.util.Map;

class SharedPluginTextTest extends PluginTextContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "shared");
  }
}
