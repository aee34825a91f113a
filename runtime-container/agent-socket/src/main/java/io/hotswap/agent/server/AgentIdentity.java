package io.hotswap.agent.server;

import io.hotswap.domain.ids.Environment;

/// The node whose hosts an agent answers.
public record AgentIdentity(Environment environment, String nodeId) {
  void check(Environment named, String node) {
    if (named != environment || !nodeId.equals(node)) {
      throw new Refused("This agent speaks for " + nodeId + " in " + environment + " alone.");
    }
  }
}
