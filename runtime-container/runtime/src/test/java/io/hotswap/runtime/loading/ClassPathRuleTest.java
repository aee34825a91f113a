package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.fixture.ClassPathCase;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.MappedJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases that the testkit's loader is held to as well.
class ClassPathRuleTest {
  @TempDir Path directory;

  static List<ClassPathCase> cases() {
    return ClassPathCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_plugin_finds_what_it_finds_in_the_testkit(ClassPathCase each) throws Exception {
    List<MappedJar> jars = new ArrayList<>();
    for (var jar : each.writeTo(directory)) {
      jars.add(MappedJar.open(jar));
    }
    try (var loader = new PluginClassLoader("p", jars, new SharedLoader())) {
      assertEquals(each.expected(), each.answer(loader));
    }
  }
}
