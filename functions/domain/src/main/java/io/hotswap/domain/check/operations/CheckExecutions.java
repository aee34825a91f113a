package io.hotswap.domain.check.operations;

import io.hotswap.domain.check.VersionChecks;

/// The engine that runs the check machine (Step Functions).
public interface CheckExecutions {
  /// Starts a run. Idempotent by digest and run.
  ///
  /// @return false when the engine did not confirm it; it may have started nevertheless
  boolean start(VersionChecks checks);

  /// Whether the run is under way. An engine that does not answer is taken to be at work.
  boolean running(VersionChecks checks);
}
