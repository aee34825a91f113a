package io.hotswap.testkit;

import io.hotswap.archive.Limits;
import io.hotswap.archive.classpath.ClassPathJar;
import io.hotswap.archive.classpath.IsolatedLoader;
import io.hotswap.archive.classpath.SharedLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The plugin's classes, found and read as on a node: nothing of the testkit's class path.
final class PluginLoader extends IsolatedLoader {
  static {
    registerAsParallelCapable();
  }

  static final String NAME = "plugin-under-test";

  PluginLoader(List<Path> classPath) throws IOException {
    super(NAME, new SharedLoader());
    var budget = Limits.standard().budget();
    try {
      for (var path : classPath) {
        add(ClassPathJar.open(path, budget, this));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The names of the entries of all jars.
  List<String> entries() {
    return jars().stream().flatMap(it -> it.names().stream()).toList();
  }
}
