package io.hotswap.domain.approval;

/// Tells the machine that waits for an approval how it ended. Twice does no harm.
public final class Waking {
  private final Tokens tokens;

  public Waking(Tokens tokens) {
    this.tokens = tokens;
  }

  /// @return false when the engine did not confirm it; the decision stands, and whoever reconciles
  ///   wakes again
  public boolean wake(Approval approval) {
    if (approval.open() || approval.taskToken().isEmpty()) {
      return true;
    }
    try {
      tokens.succeed(approval.taskToken().get(), approval.status().name());
      return true;
    } catch (Tokens.NotWoken laterPerhaps) {
      return false;
    }
  }
}
