package io.hotswap.runtime.isolation;

import java.util.Map;

class ProcessPluginTextTest extends PluginTextContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_PROCESS_MEMORY", "256MB");
  }
}
