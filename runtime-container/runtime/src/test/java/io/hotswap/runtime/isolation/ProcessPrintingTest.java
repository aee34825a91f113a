package io.hotswap.runtime.isolation;

import java.util.Map;

class ProcessPrintingTest extends PrintingContract {
  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "process");
  }
}
