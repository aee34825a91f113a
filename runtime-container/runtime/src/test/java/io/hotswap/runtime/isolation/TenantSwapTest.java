package io.hotswap.runtime.isolation;

import java.util.Map;

class TenantSwapTest extends SwapContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_ISOLATION_PER", "tenant");
  }
}
