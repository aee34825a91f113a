package io.hotswap.runtime.isolation;

import java.util.Map;

class LockedPluginTextTest extends PluginTextContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "locked", "HOTSWAP_PROCESS_MEMORY", "256MB");
  }
}
