package io.hotswap.runtime.training;

import io.hotswap.runtime.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A jar that leads to the classes under test, to be started as image and launcher do. */
final class NodeProcess {
  private NodeProcess() {}

  static Path jar(Path directory) throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.CLASS_PATH, classPath());
    // As the node's own jar has it: else the JVM prints a warning among the log's lines.
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
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
