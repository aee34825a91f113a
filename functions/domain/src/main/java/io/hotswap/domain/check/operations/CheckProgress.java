package io.hotswap.domain.check.operations;

/// The answer of a step.
///
/// @param waitSeconds before the next poll
public record CheckProgress(Outcome outcome, int waitSeconds) {
  public enum Outcome {
    Waiting,
    Done,
    /// Malware was found.
    Infected,
    /// Every check has ended.
    Completed,
    /// Some have not; the reconciliation starts another run.
    Postponed,
    /// Another run has taken over, or the version is gone; nothing was changed.
    Superseded
  }

  static CheckProgress of(Outcome outcome) {
    return new CheckProgress(outcome, 1);
  }
}
