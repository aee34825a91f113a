package io.hotswap.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.agent.server.AgentIdentity;
import io.hotswap.domain.ids.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "HOTSWAP_ENVIRONMENT", "Staging",
          "HOTSWAP_NODE_ID", "node-7",
          "HOTSWAP_AGENT_SOCKET", "/run/hotswap/agent.sock",
          "HOTSWAP_AGENT_FILES", "/run/hotswap/files");

  @Test
  void every_variable_is_used() {
    assertEquals(
        new AgentConfig(
            new AgentIdentity(Environment.Staging, "node-7"),
            Path.of("/run/hotswap/agent.sock"),
            Path.of("/run/hotswap/files")),
        AgentConfig.from(VARIABLES));
  }

  @ParameterizedTest
  @CsvSource({
    "HOTSWAP_ENVIRONMENT, ''",
    "HOTSWAP_ENVIRONMENT, Elsewhere",
    "HOTSWAP_NODE_ID, ''",
    "HOTSWAP_AGENT_SOCKET, ''",
    "HOTSWAP_AGENT_FILES, ''"
  })
  void what_is_missing_or_wrong_is_named(String name, String value) {
    assertRefused(name, value);
  }

  @Test
  void a_socket_has_a_short_path() {
    assertRefused("HOTSWAP_AGENT_SOCKET", "/" + "a".repeat(110));
  }

  private static void assertRefused(String name, String value) {
    var variables = new HashMap<>(VARIABLES);
    variables.put(name, value);
    var refusal = assertThrows(IllegalArgumentException.class, () -> AgentConfig.from(variables));
    assertTrue(refusal.getMessage().startsWith(name + " must "), refusal::getMessage);
  }
}
