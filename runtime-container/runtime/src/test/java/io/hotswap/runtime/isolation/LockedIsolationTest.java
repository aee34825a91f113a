package io.hotswap.runtime.isolation;

import java.util.Map;

class LockedIsolationTest extends IsolationContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "locked");
  }
}
