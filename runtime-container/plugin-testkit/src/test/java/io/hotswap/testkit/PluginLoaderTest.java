package io.hotswap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.fixture.ClassPathCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases that a node's loader is held to as well.
class PluginLoaderTest {
  @TempDir Path directory = Path.of("");

  static List<ClassPathCase> cases() {
    return ClassPathCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_plugin_finds_what_it_finds_on_a_node(ClassPathCase each) throws Exception {
    try (var loader = new PluginLoader(each.writeTo(directory))) {
      assertEquals(each.expected(), each.answer(loader));
    }
  }
}
