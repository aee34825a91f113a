package io.hotswap.runtime.isolation.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel says of a worker process.
///
/// @param resident memory, in bytes
/// @param threads of the platform
public record ProcessFigures(long resident, int threads) {
  /// @throws IOException when it has ended
  public static ProcessFigures of(WorkerProcess worker) throws IOException {
    var status = Path.of("/proc/" + worker.pid() + "/status");
    var lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
    return new ProcessFigures(number(lines, "VmRSS:") << 10, (int) number(lines, "Threads:"));
  }

  // A process that has ended and is not yet forgotten has no memory.
  private static long number(List<String> lines, String name) throws IOException {
    return lines.stream()
        .filter(it -> it.startsWith(name))
        .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("the process has ended: no " + name));
  }
}
