package io.hotswap.agent.server;

/// A question that this host may not ask.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String why) {
    super(why);
  }
}
