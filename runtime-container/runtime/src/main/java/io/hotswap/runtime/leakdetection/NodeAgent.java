package io.hotswap.runtime.leakdetection;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Java agent that a node is to itself, named in its jar's manifest: it lets the node see all
/// loaded classes and look into objects. Changes no class. Plugins can't see it.
public final class NodeAgent {
  private static volatile @Nullable Instrumentation instrumentation;

  private NodeAgent() {}

  /// By `Launcher-Agent-Class`, before `main`.
  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /// By `-javaagent`, where `main` is another.
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(instrumentation);
  }
}
