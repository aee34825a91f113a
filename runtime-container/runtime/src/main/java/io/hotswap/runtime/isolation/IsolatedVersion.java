package io.hotswap.runtime.isolation;

import java.util.List;

/// What is needed to start a version in a process.
///
/// @param level of its processes
/// @param label for messages: `payment-processor/1.2.0`
/// @param classPath jars that have been verified
record IsolatedVersion(
    IsolationConfig.Level level, String label, String entryPoint, List<String> classPath) {
  boolean isLocked() {
    return level == IsolationConfig.Level.locked;
  }

  IsolatedVersion {
    classPath = List.copyOf(classPath);
  }
}
