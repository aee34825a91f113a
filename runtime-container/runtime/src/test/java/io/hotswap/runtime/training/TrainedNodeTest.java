package io.hotswap.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.Main;
import io.hotswap.runtime.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process: what image and launcher start. */
class TrainedNodeTest {
  private static final int BY_SIGTERM = 143;

  @TempDir Path directory;

  @Test
  void a_node_answers_from_its_disk_and_ends_when_asked() throws Exception {
    var log = directory.resolve("node.log");
    try (var ground = new TrainingGround(directory);
        var node = TrainedNode.start(ground, jar(), log, List.of("-Xmx256m"))) {
      node.awaitAnswer();
      assertEquals(200, node.call());
      Eventually.so("ready", () -> node.get("/health/ready") == 200);
      assertEquals(BY_SIGTERM, node.stop(), Files.readString(log));
    }
  }

  // One that leads to the classes under test.
  private Path jar() throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, classPath());
    var jar = directory.resolve("node.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(it -> Path.of(it).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
