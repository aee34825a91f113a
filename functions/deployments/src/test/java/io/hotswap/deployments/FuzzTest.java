package io.hotswap.deployments;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
  @TempDir Path directory;

  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    // One that died would be started again by a request that is refused.
    try (var plane = ControlPlane.withRunningExecutions(directory.resolve("trace.jsonl"))) {
      var id = plane.deploy("1.0.0").body().at("/id").asText();
      plane.complete(id, 1);
      plane.fuzz().all("DeploymentsFunction", Map.of("id", id, "number", "1", "environment", "QA"));
    }
  }
}
