package io.hotswap.runtime.isolation;

import java.util.Map;

class ProcessOddTest extends OddContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "process");
  }
}
