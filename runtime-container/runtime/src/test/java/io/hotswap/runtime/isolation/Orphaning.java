package io.hotswap.runtime.isolation;

import io.hotswap.runtime.calling.InvocationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** As much of a node as is needed to leave a child process behind. */
final class Orphaning {
  private Orphaning() {}

  public static void main(String[] arguments) throws Exception {
    var ground =
        new Ground(
            Path.of(arguments[0]),
            Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_PROCESS_CPUS", arguments[1]));
    var version = ground.load(Fixtures.many().zip());
    System.out.println(ground.text(version, "pid"));
    var invocationRequest = new InvocationRequest("spin", "acme", "text/plain", new byte[0], "");
    ground.begin(version, invocationRequest, Duration.ofMinutes(1)).join();
  }
}
