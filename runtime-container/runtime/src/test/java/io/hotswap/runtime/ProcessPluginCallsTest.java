package io.hotswap.runtime;

import java.util.Map;

/** In processes of their own, but for some: calls go from process to process and between both. */
class ProcessPluginCallsTest extends PluginCallsContract {
  @Override
  Map<String, String> isolation() {
    return Map.of(
        "HOTSWAP_ISOLATION",
        "process",
        "HOTSWAP_ISOLATION_TRUSTED",
        "ledger,failing,step-2,step-3,step-4,step-5,step-6,step-7,step-8,step-9");
  }
}
