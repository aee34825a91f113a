package io.hotswap.runtime.isolation;

import java.util.Map;

class LockedOddTest extends OddContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "locked");
  }

  @Override
  boolean hasNetwork() {
    return false;
  }
}
