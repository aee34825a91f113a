package io.hotswap.runtime.isolation;

import java.util.Map;

class LockedPrintingTest extends PrintingContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "locked");
  }
}
