package io.hotswap.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process: what image and launcher start. */
class TrainedNodeTest {
  private static final int BY_SIGTERM = 143;

  @TempDir Path directory;

  @Test
  void a_node_answers_from_its_disk_and_ends_when_asked() throws Exception {
    var log = directory.resolve("node.log");
    try (var fixture = new TrainingFixture(directory);
        var node =
            TrainedNode.start(fixture, NodeProcess.jar(directory), log, List.of("-Xmx256m"))) {
      node.awaitAnswer();
      assertEquals(200, node.call());
      Eventually.so("ready", () -> node.get("/health/ready") == 200);
      assertEquals(BY_SIGTERM, node.stop(), Files.readString(log));
    }
  }
}
