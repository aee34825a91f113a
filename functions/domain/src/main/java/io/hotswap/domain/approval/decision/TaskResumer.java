package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.TaskTokens;

/// Resumes the state machine that waits for an approval, with the status it ended with. Idempotent.
public final class TaskResumer {
  private final TaskTokens tokens;

  public TaskResumer(TaskTokens tokens) {
    this.tokens = tokens;
  }

  /// @return false when the engine did not confirm it; the decision stands, and the reconciliation
  ///   tries again
  public boolean resume(Approval approval) {
    if (approval.open() || approval.taskToken().isEmpty()) {
      return true;
    }
    try {
      tokens.succeed(approval.taskToken().get(), approval.status().name());
      return true;
    } catch (TaskTokens.NotWoken laterPerhaps) {
      return false;
    }
  }
}
