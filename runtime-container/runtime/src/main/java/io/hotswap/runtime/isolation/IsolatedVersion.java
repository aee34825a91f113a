package io.hotswap.runtime.isolation;

import java.util.List;

/// What there is to know of a version before it runs in a process.
///
/// @param label for people: `payment-processor/1.2.0`
/// @param classPath jars that have been verified
record IsolatedVersion(String label, String entryPoint, List<String> classPath) {
  IsolatedVersion {
    classPath = List.copyOf(classPath);
  }
}
