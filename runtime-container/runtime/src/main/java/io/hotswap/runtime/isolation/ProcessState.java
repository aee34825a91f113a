package io.hotswap.runtime.isolation;

import io.hotswap.runtime.isolation.process.ProcessMeter;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import java.time.Duration;

/// How the process of a [ProcessPlugin] is.
sealed interface ProcessState {
  record Up(WorkerProcess worker, ProcessMeter meter) implements ProcessState {}

  /// @param why completes the sentence "its process …"
  record Down(String why) implements ProcessState {}

  /// A limit of the tenant that it served alone ended it. It is not started again.
  ///
  /// @param why as of [Down]
  /// @param endedAt by `System.nanoTime()`
  /// @param livedFor how long it was up
  record OverLimit(String why, long endedAt, Duration livedFor) implements ProcessState {}
}
