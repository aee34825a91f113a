package io.hotswap.runtime.isolation;

import java.util.Map;

class ProcessSwapTest extends SwapContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "process");
  }
}
