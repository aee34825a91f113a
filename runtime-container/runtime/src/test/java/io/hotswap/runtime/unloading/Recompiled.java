package io.hotswap.runtime.unloading;

import io.hotswap.runtime.heap.NodeAgent;

/** For tests that change what a node changes before anything of it is compiled. */
public final class Recompiled {
  private Recompiled() {}

  /** Lets the JVM forget what it has compiled with the old constants of these classes. */
  public static void afterChanges(String... names) throws Exception {
    for (var name : names) {
      NodeAgent.instrumentation().orElseThrow().retransformClasses(Class.forName(name));
    }
  }
}
