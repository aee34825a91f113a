package io.hotswap.benchmarks.calling;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The plugin and the tenant of the next call, on each thread.
@State(Scope.Thread)
public class RandomPick {
  private int number = ThreadLocalRandom.current().nextInt();

  void next() {
    // Steps that meet every plugin and every tenant, and no two in a predictable pattern.
    number = number * 1_664_525 + 1_013_904_223;
  }

  int plugin() {
    return (number >>> 16) % Megamorphic.PLUGINS;
  }

  int tenant() {
    return (number >>> 8) % Megamorphic.TENANTS;
  }
}
