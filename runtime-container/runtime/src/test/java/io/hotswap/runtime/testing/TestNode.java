package io.hotswap.runtime.testing;

import java.util.HashMap;
import java.util.Map;

/** Variables of a node for tests: quick in everything. */
public final class TestNode {
  private TestNode() {}

  public static Map<String, String> variables(String dataDirectory) {
    Map<String, String> variables = new HashMap<>();
    variables.put("HOTSWAP_ENVIRONMENT", InMemoryControlPlane.ENVIRONMENT.name());
    variables.put("HOTSWAP_NODE_ID", "node-1");
    variables.put("HOTSWAP_HOST", "127.0.0.1");
    variables.put("HOTSWAP_PORT", "0");
    variables.put("HOTSWAP_OPERATOR_PORT", "0");
    variables.put("HOTSWAP_DATA_DIR", dataDirectory);
    variables.put("HOTSWAP_POLL_MILLIS", "20");
    variables.put("HOTSWAP_HEARTBEAT_MILLIS", "50");
    variables.put("HOTSWAP_LEASE_MILLIS", "1000");
    variables.put("HOTSWAP_NOTICE_MILLIS", "1");
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "3000");
    variables.put("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "1000");
    variables.put("HOTSWAP_HEALTH_MILLIS", "100");
    variables.put("HOTSWAP_DRAIN_MILLIS", "500");
    variables.put("HOTSWAP_STOP_TIMEOUT_MILLIS", "500");
    variables.put("HOTSWAP_RETRY_MILLIS", "100");
    variables.put("HOTSWAP_UNLOAD_CYCLE_MILLIS", "100");
    variables.put("HOTSWAP_CALL_TIMEOUT_MILLIS", "2000");
    variables.put("HOTSWAP_REPORTING_MILLIS", "50");
    variables.put("HOTSWAP_TRACE_RATIO", "1.0");
    return variables;
  }
}
