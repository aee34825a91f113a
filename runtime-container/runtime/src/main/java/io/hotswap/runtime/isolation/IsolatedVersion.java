package io.hotswap.runtime.isolation;

import java.util.List;

/// What is needed to start a version in a process.
///
/// @param label for messages: `payment-processor/1.2.0`
/// @param classPath jars that have been verified
record IsolatedVersion(String label, String entryPoint, List<String> classPath) {
  IsolatedVersion {
    classPath = List.copyOf(classPath);
  }
}
