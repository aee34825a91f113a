package io.hotswap.runtime.isolation;

import java.util.Map;

class SharedIsolationTest extends IsolationContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "shared");
  }
}
