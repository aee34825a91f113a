package io.hotswap.runtime.isolation;

import java.util.Map;

class LockedSwapTest extends SwapContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "locked");
  }
}
