package io.hotswap.agent.host;

/// The agent is away, answers late, or could not answer: for the host the same as a control plane
/// that is away.
public final class AgentUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  AgentUnreachable(String why) {
    super(why);
  }

  AgentUnreachable(String why, Throwable cause) {
    super(why, cause);
  }
}
