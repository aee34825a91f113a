package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.caching.CacheConfig;
import io.hotswap.runtime.calling.CallingConfig;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.controlplane.ControlPlaneConfig;
import io.hotswap.runtime.forwarding.ForwardingConfig;
import io.hotswap.runtime.http.connection.HttpConfig;
import io.hotswap.runtime.http.tls.TlsConfig;
import io.hotswap.runtime.isolation.IsolationConfig;
import io.hotswap.runtime.isolation.IsolationConfig.Level;
import io.hotswap.runtime.isolation.IsolationConfig.Per;
import io.hotswap.runtime.isolation.locked.LockConfig;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.loading.LoadingConfig;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.pluginlog.LogLimits;
import io.hotswap.runtime.reporting.ReportingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "HOTSWAP_ENVIRONMENT",
          "Production",
          "HOTSWAP_NODE_ID",
          "n1",
          "HOTSWAP_DATA_DIR",
          "/data");

  @Test
  void defaults() {
    var nodeSettings = NodeSettings.from(new Variables(LEAST));
    assertEquals(
        new NodeConfig(
            Environment.Production,
            "n1",
            "0.0.0.0",
            8080,
            "127.0.0.1",
            8081,
            Path.of("/data"),
            0.01,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10)),
        nodeSettings.node());
    assertEquals(
        new ControlPlaneConfig(
            Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)),
        nodeSettings.controlPlane());
    assertEquals(
        new LoadingConfig(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            1_024,
            256,
            new LogLimits(200, 262_144)),
        nodeSettings.loading());
    assertEquals(
        new UnloadingConfig(Duration.ofSeconds(10), 2_000_000, Duration.ofSeconds(30)),
        nodeSettings.unloading());
    assertEquals(
        new CallingConfig(Duration.ofSeconds(30), Duration.ofSeconds(5), 64),
        nodeSettings.calling());
    assertEquals(new ReportingConfig(Duration.ofSeconds(10)), nodeSettings.reporting());
    assertEquals(
        new CacheConfig(Runtime.getRuntime().maxMemory() / 2, Duration.ofHours(1), Set.of()),
        nodeSettings.cache());
    assertEquals(
        new HttpConfig(4_096, Duration.ofSeconds(10), Duration.ofSeconds(10), 16 << 10),
        nodeSettings.http());
    assertEquals(
        Math.max(12L << 20, Runtime.getRuntime().maxMemory() / 4), nodeSettings.memory().most());
    assertEquals(
        Math.max(12L << 20, nodeSettings.memory().most() / 4),
        nodeSettings.memory().mostOfATenant());
    assertEquals(Optional.empty(), nodeSettings.tls());
    assertEquals(
        new ForwardingConfig(256, Duration.ofMillis(500), Optional.empty()),
        nodeSettings.forwarding());
    assertEquals(
        new IsolationConfig(
            Level.shared,
            Set.of(),
            Per.plugin,
            128L << 20,
            1.0,
            16,
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            new LockConfig(
                LockLevel.FULL, OptionalInt.empty(), 256L << 20, 512, 256, Duration.ofMillis(500))),
        nodeSettings.isolation());
    assertTrue(nodeSettings.node().address(81).matches("[0-9.]+:81"));
  }

  @Test
  void everything_can_be_set() {
    var nodeSettings =
        NodeSettings.from(
            with(
                Map.ofEntries(
                    Map.entry("HOTSWAP_LOCK_LEAST", "UID"),
                    Map.entry("HOTSWAP_LOCK_USER", "4711"),
                    Map.entry("HOTSWAP_LOCK_DISK", "31B"),
                    Map.entry("HOTSWAP_LOCK_FILES", "32"),
                    Map.entry("HOTSWAP_LOCK_THREADS", "33"),
                    Map.entry("HOTSWAP_LOCK_WATCH_MILLIS", "34"),
                    Map.entry("HOTSWAP_HOST", "127.0.0.1"),
                    Map.entry("HOTSWAP_PORT", "9000"),
                    Map.entry("HOTSWAP_OPERATOR_HOST", "0.0.0.0"),
                    Map.entry("HOTSWAP_OPERATOR_PORT", "9001"),
                    Map.entry("HOTSWAP_MOST_CONNECTIONS", "22"),
                    Map.entry("HOTSWAP_HEAD_MILLIS", "23"),
                    Map.entry("HOTSWAP_STALL_MILLIS", "24"),
                    Map.entry("HOTSWAP_SLOWEST_BYTES_PER_SECOND", "25B"),
                    Map.entry("HOTSWAP_MOST_BYTES_IN_FLIGHT", "26MB"),
                    Map.entry("HOTSWAP_MOST_BYTES_IN_FLIGHT_OF_TENANT", "27MB"),
                    Map.entry("HOTSWAP_TRACE_RATIO", "1"),
                    Map.entry("HOTSWAP_NOTICE_MILLIS", "1"),
                    Map.entry("HOTSWAP_FAREWELL_MILLIS", "2"),
                    Map.entry("HOTSWAP_HALT_MILLIS", "25"),
                    Map.entry("HOTSWAP_POLL_MILLIS", "3"),
                    Map.entry("HOTSWAP_HEARTBEAT_MILLIS", "4"),
                    Map.entry("HOTSWAP_LEASE_MILLIS", "8"),
                    Map.entry("HOTSWAP_START_TIMEOUT_MILLIS", "6"),
                    Map.entry("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "7"),
                    Map.entry("HOTSWAP_HEALTH_MILLIS", "8"),
                    Map.entry("HOTSWAP_DRAIN_MILLIS", "9"),
                    Map.entry("HOTSWAP_STOP_TIMEOUT_MILLIS", "10"),
                    Map.entry("HOTSWAP_RETRY_MILLIS", "11"),
                    Map.entry("HOTSWAP_PREFETCH_CLASSES", "0"),
                    Map.entry("HOTSWAP_REMEMBERED_JARS", "21"),
                    Map.entry("HOTSWAP_PLUGIN_LOG_LINES", "26"),
                    Map.entry("HOTSWAP_PLUGIN_LOG_CHARACTERS", "27"),
                    Map.entry("HOTSWAP_CALL_TIMEOUT_MILLIS", "12"),
                    Map.entry("HOTSWAP_UNSTOPPABLE_MILLIS", "18"),
                    Map.entry("HOTSWAP_MOST_CARRIERS", "19"),
                    Map.entry("HOTSWAP_FORWARDED_CALLS", "22"),
                    Map.entry("HOTSWAP_FORWARD_CONNECT_MILLIS", "23"),
                    Map.entry("HOTSWAP_CACHE_MAX_SIZE", "2GB"),
                    Map.entry("HOTSWAP_CACHE_TTL", "PT90S"),
                    Map.entry("HOTSWAP_CACHE_PRELOAD", "payment-processor, auth-provider"),
                    Map.entry("HOTSWAP_ISOLATION", "process"),
                    Map.entry("HOTSWAP_ISOLATION_TRUSTED", "markdown"),
                    Map.entry("HOTSWAP_ISOLATION_PER", "tenant"),
                    Map.entry("HOTSWAP_PROCESS_MEMORY", "64MB"),
                    Map.entry("HOTSWAP_PROCESS_CPUS", "0.5"),
                    Map.entry("HOTSWAP_PROCESS_MOST", "17"),
                    Map.entry("HOTSWAP_PROCESS_IDLE", "PT18S"),
                    Map.entry("HOTSWAP_PROCESS_GRACE_MILLIS", "19"),
                    Map.entry("HOTSWAP_PROCESS_RESTART_MILLIS", "20"),
                    Map.entry("HOTSWAP_REPORTING_MILLIS", "13"),
                    Map.entry("HOTSWAP_UNLOAD_CYCLE_MILLIS", "14"),
                    Map.entry("HOTSWAP_LEAK_SEARCH_OBJECTS", "1500"),
                    Map.entry("HOTSWAP_LEAK_SEARCH_MILLIS", "16"),
                    Map.entry("HOTSWAP_TLS_CERTIFICATE", "/tls/node.crt"),
                    Map.entry("HOTSWAP_TLS_KEY", "/tls/node.key"),
                    Map.entry("HOTSWAP_TLS_POLL_MILLIS", "17"))));
    assertEquals("127.0.0.1:9000", nodeSettings.node().address(9000));
    assertEquals(
        new ForwardingConfig(22, Duration.ofMillis(23), Optional.of(Path.of("/tls/node.crt"))),
        nodeSettings.forwarding());
    assertEquals("0.0.0.0", nodeSettings.node().operatorHost());
    assertEquals(9001, nodeSettings.node().operatorPort());
    assertEquals(
        new HttpConfig(22, Duration.ofMillis(23), Duration.ofMillis(24), 25), nodeSettings.http());
    assertEquals(new MemoryConfig(26L << 20, 27L << 20), nodeSettings.memory());
    assertEquals(1.0, nodeSettings.node().traceRatio());
    assertEquals(Duration.ofMillis(2), nodeSettings.node().farewell());
    assertEquals(Duration.ofMillis(25), nodeSettings.node().haltLimit());
    assertEquals(
        new ControlPlaneConfig(Duration.ofMillis(3), Duration.ofMillis(4), Duration.ofMillis(8)),
        nodeSettings.controlPlane());
    assertEquals(
        new LoadingConfig(
            Duration.ofMillis(6),
            Duration.ofMillis(7),
            Duration.ofMillis(8),
            Duration.ofMillis(9),
            Duration.ofMillis(10),
            Duration.ofMillis(11),
            0,
            21,
            new LogLimits(26, 27)),
        nodeSettings.loading());
    assertEquals(
        new CallingConfig(Duration.ofMillis(12), Duration.ofMillis(18), 19),
        nodeSettings.calling());
    assertEquals(Duration.ofMillis(13), nodeSettings.reporting().every());
    assertEquals(
        new UnloadingConfig(Duration.ofMillis(14), 1_500, Duration.ofMillis(16)),
        nodeSettings.unloading());
    assertEquals(
        new CacheConfig(
            2L << 30, Duration.ofSeconds(90), Set.of("payment-processor", "auth-provider")),
        nodeSettings.cache());
    assertEquals(
        Optional.of(
            new TlsConfig(
                Path.of("/tls/node.crt"), Path.of("/tls/node.key"), Duration.ofMillis(17))),
        nodeSettings.tls());
    assertEquals(
        new IsolationConfig(
            Level.process,
            Set.of("markdown"),
            Per.tenant,
            64L << 20,
            0.5,
            17,
            Duration.ofSeconds(18),
            Duration.ofMillis(19),
            Duration.ofMillis(20),
            new LockConfig(
                LockLevel.UID, OptionalInt.of(4_711), 31, 32, 33, Duration.ofMillis(34))),
        nodeSettings.isolation());
  }

  @Test
  void what_is_wrong_is_named() {
    assertNames(
        "HOTSWAP_ENVIRONMENT must be set: one of [Development", Map.of("HOTSWAP_ENVIRONMENT", ""));
    assertNames("HOTSWAP_ENVIRONMENT must be one of", Map.of("HOTSWAP_ENVIRONMENT", "Moon"));
    assertNames("HOTSWAP_DATA_DIR must be set", Map.of("HOTSWAP_DATA_DIR", " "));
    assertNames("HOTSWAP_NODE_ID must be", Map.of("HOTSWAP_NODE_ID", "a b"));
    assertNames("HOTSWAP_PORT must be a whole number from 0 to 65535", Map.of("HOTSWAP_PORT", "x"));
    assertNames("HOTSWAP_PORT must be", Map.of("HOTSWAP_PORT", "70000"));
    assertNames("HOTSWAP_OPERATOR_PORT must be", Map.of("HOTSWAP_OPERATOR_PORT", "70000"));
    assertNames("HOTSWAP_MOST_CONNECTIONS must be", Map.of("HOTSWAP_MOST_CONNECTIONS", "0"));
    assertNames(
        "HOTSWAP_MOST_BYTES_IN_FLIGHT must be at least 12MB",
        Map.of("HOTSWAP_MOST_BYTES_IN_FLIGHT", "11MB"));
    assertNames(
        "HOTSWAP_TRACE_RATIO must be a number from 0 to 1", Map.of("HOTSWAP_TRACE_RATIO", "2"));
    assertNames("HOTSWAP_TRACE_RATIO", Map.of("HOTSWAP_TRACE_RATIO", "x"));
    assertNames("HOTSWAP_POLL_MILLIS must be", Map.of("HOTSWAP_POLL_MILLIS", "0"));
    assertNames(
        "HOTSWAP_LEASE_MILLIS must be at least twice", Map.of("HOTSWAP_LEASE_MILLIS", "3001"));
    assertNames(
        "HOTSWAP_LEAK_SEARCH_OBJECTS must be", Map.of("HOTSWAP_LEAK_SEARCH_OBJECTS", "999"));
    assertNames(
        "HOTSWAP_REPORTING_MILLIS must be at most 30000",
        Map.of("HOTSWAP_REPORTING_MILLIS", "30001"));
    for (var size : new String[] {"2", "GB", "2 GB", "-1MB", "2gb", "99999999999999999999B"}) {
      assertNames("HOTSWAP_CACHE_MAX_SIZE must be a size", Map.of("HOTSWAP_CACHE_MAX_SIZE", size));
    }
    assertNames(
        "HOTSWAP_CACHE_MAX_SIZE must be at least 1MB", Map.of("HOTSWAP_CACHE_MAX_SIZE", "9KB"));
    assertNames(
        "HOTSWAP_ISOLATION must be one of [shared, process, locked]",
        Map.of("HOTSWAP_ISOLATION", "vm"));
    assertNames(
        "HOTSWAP_ISOLATION_PER must be one of [plugin, tenant]",
        Map.of("HOTSWAP_ISOLATION_PER", "node"));
    assertNames(
        "HOTSWAP_PROCESS_MEMORY must be at least 16MB", Map.of("HOTSWAP_PROCESS_MEMORY", "15MB"));
    assertNames(
        "HOTSWAP_PROCESS_CPUS must be a number from 0.05 to 1024",
        Map.of("HOTSWAP_PROCESS_CPUS", "0"));
    assertNames("HOTSWAP_PROCESS_MOST must be", Map.of("HOTSWAP_PROCESS_MOST", "0"));
    assertNames("HOTSWAP_CACHE_TTL must be a time such as", Map.of("HOTSWAP_CACHE_TTL", "1h"));
    assertNames("HOTSWAP_CACHE_TTL must be a time such as", Map.of("HOTSWAP_CACHE_TTL", "PT0S"));
    assertNames(
        "HOTSWAP_TLS_KEY must be set: a PEM file", Map.of("HOTSWAP_TLS_CERTIFICATE", "/node.crt"));
    assertNames(
        "HOTSWAP_TLS_CERTIFICATE must be set: a PEM file", Map.of("HOTSWAP_TLS_KEY", "/node.key"));
  }

  private static void assertNames(String expected, Map<String, String> wrong) {
    var message =
        assertThrows(IllegalArgumentException.class, () -> NodeSettings.from(with(wrong)))
            .getMessage();
    assertTrue(message.startsWith(expected), message);
  }

  private static Variables with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(LEAST);
    all.putAll(more);
    return new Variables(all);
  }
}
