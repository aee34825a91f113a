package io.hotswap.runtime.heap;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The node's own Java agent, named in its jar's manifest: gives access to all loaded classes and
/// to the fields of objects. Changes no class. Plugins cannot see it.
public final class NodeAgent {
  private static volatile @Nullable Instrumentation instrumentation;

  private NodeAgent() {}

  /// Started by `Launcher-Agent-Class`, before `main`.
  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /// Started by `-javaagent`, where another class has `main`.
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(instrumentation);
  }
}
