package io.hotswap.runtime.isolation;

import java.util.Map;

class SharedOddTest extends OddContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "shared");
  }
}
