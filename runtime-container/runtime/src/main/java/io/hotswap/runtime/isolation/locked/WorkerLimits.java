package io.hotswap.runtime.isolation.locked;

import io.hotswap.lock.ProcessLimits;
import java.util.List;

/// A locked process's limits, as its command line carries them.
public record WorkerLimits(ProcessLimits limits) {
  public List<String> arguments() {
    return List.of(
        Long.toString(limits.data()), Long.toString(limits.file()), Long.toString(limits.files()));
  }

  public static WorkerLimits parsed(String... arguments) {
    return new WorkerLimits(
        new ProcessLimits(
            Long.parseLong(arguments[0]),
            Long.parseLong(arguments[1]),
            Integer.parseInt(arguments[2])));
  }
}
