package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.training.TrainingFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that cannot be a node ends, and says in one sentence what to change. */
class CannotStartTest {
  private static final int MISCONFIGURED = 2;

  @TempDir Path directory;
  private TrainingFixture fixture;

  @BeforeEach
  void prepare() throws Exception {
    fixture = new TrainingFixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void somebody_else_listens_there() throws Exception {
    try (var _ = new ServerSocket(fixture.port(), 1, InetAddress.getLoopbackAddress())) {
      assertEnds(Map.of(), "HOTSWAP_PORT", "Address already in use");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HOTSWAP_HOST, 203.0.113.1, HOTSWAP_HOST",
    "HOTSWAP_HOST, nowhere.invalid, nobody knows that host",
    "HOTSWAP_DATA_DIR, /proc/nothing, HOTSWAP_DATA_DIR",
    "HOTSWAP_TLS_CERTIFICATE, /nowhere/chain.pem, HOTSWAP_TLS_KEY",
    "HOTSWAP_AGENT_SOCKET, '', HOTSWAP_AGENT_SOCKET"
  })
  void something_is_missing_or_wrong(String name, String value, String said) throws Exception {
    assertEnds(Map.of(name, value), said);
  }

  @Test
  void both_tls_files_are_named_and_missing() throws Exception {
    assertEnds(
        Map.of("HOTSWAP_TLS_CERTIFICATE", "/nowhere/c.pem", "HOTSWAP_TLS_KEY", "/nowhere/k.pem"),
        "HOTSWAP_TLS_CERTIFICATE");
  }

  @Test
  void another_node_has_the_disk() throws Exception {
    try (var first = new NodeProcess(fixture, directory.resolve("first.log"), Map.of())) {
      Eventually.within(
          Duration.ofMinutes(2),
          () -> "it listens",
          () -> first.get("/health/live").startsWith("200"));
      int port = TrainingFixture.freePort();
      assertEnds(Map.of("HOTSWAP_PORT", Integer.toString(port)), "HOTSWAP_DATA_DIR");
      assertEquals(200, first.invoke("echo").statusCode(), "the first goes on");
    }
  }

  private void assertEnds(Map<String, String> variables, String... said) throws Exception {
    var log = directory.resolve("node.log");
    try (var node = new NodeProcess(fixture, log, variables)) {
      assertEquals(MISCONFIGURED, node.exit(), node::toString);
    }
    var errors =
        Files.readAllLines(log).stream()
            .filter(it -> it.contains("The node cannot start"))
            .toList();
    assertEquals(1, errors.size(), () -> errors.toString());
    for (var part : said) {
      assertTrue(errors.getFirst().contains(part), errors::getFirst);
    }
    assertFalse(errors.getFirst().contains("\\tat "), "no stack trace");
  }
}
