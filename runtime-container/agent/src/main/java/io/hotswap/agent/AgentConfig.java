package io.hotswap.agent;

import io.hotswap.agent.server.AgentIdentity;
import io.hotswap.domain.ids.Environment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// For which node an agent speaks, and where.
///
/// @param socket on which it answers
/// @param files the folder of downloads, which hosts read
record AgentConfig(AgentIdentity identity, Path socket, Path files) {
  // The shortest limit of the systems that have such sockets.
  private static final int LONGEST_SOCKET = 103;

  AgentConfig {
    if (socket.toString().length() > LONGEST_SOCKET) {
      throw new IllegalArgumentException(
          "HOTSWAP_AGENT_SOCKET must have at most " + LONGEST_SOCKET + " characters: " + socket);
    }
  }

  static AgentConfig from(Map<String, String> environment) {
    var name =
        required(environment, "HOTSWAP_ENVIRONMENT", "the environment whose routing it follows");
    return new AgentConfig(
        new AgentIdentity(
            environment(name),
            required(environment, "HOTSWAP_NODE_ID", "the id of the node it speaks for")),
        Path.of(required(environment, "HOTSWAP_AGENT_SOCKET", "where its hosts connect")),
        Path.of(required(environment, "HOTSWAP_AGENT_FILES", "the folder that its hosts read")));
  }

  private static Environment environment(String name) {
    return Arrays.stream(Environment.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "HOTSWAP_ENVIRONMENT must be one of "
                        + Arrays.stream(Environment.values())
                            .map(Environment::name)
                            .collect(Collectors.joining(", "))
                        + ", not: "
                        + name));
  }

  private static String required(Map<String, String> environment, String name, String expected) {
    var value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " must be set: " + expected);
    }
    return value;
  }
}
