package io.hotswap.benchmarks.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarsTest {
  @TempDir Path folder;

  @Test
  void the_same_plugin_is_the_same_bytes_each_time() throws Exception {
    var one = PluginJars.write(folder, Size.TINY, "1.0.0", List.of());
    var again =
        PluginJars.write(
            Files.createDirectory(folder.resolve("again")), Size.TINY, "1.0.0", List.of());
    assertEquals(one.sha256(), again.sha256());
  }

  @Test
  void it_has_as_many_classes_as_its_size_says() throws Exception {
    var jar = PluginJars.write(folder, Size.SMALL, "1.0.0", List.of());
    var classes = PluginJars.read(jar).keySet().stream().filter(it -> it.endsWith(".class"));
    assertEquals(22, classes.count());
  }

  @Test
  void another_version_is_another_digest() throws Exception {
    var one = PluginJars.write(folder, Size.TINY, "1.0.0", List.of());
    var two = PluginJars.restamp(PluginJars.read(one), folder, Size.TINY.name(), "1.1.0");
    assertNotEquals(one.sha256(), two.sha256());
    assertEquals(PluginJars.read(one).keySet(), PluginJars.read(two).keySet());
  }
}
