package io.hotswap.benchmarks.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.runtime.disk.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/// Compiles the hand-written part of the plugin, which is on no class path of ours: a loader that
/// asks its parent first would find it there.
final class Sources {
  private static final List<String> TYPES =
      List.of(
          "Entry",
          "Service",
          "Work",
          "Touched",
          "Version",
          "Pf4jEntry",
          "FelixEntry",
          "KafkaEntry");

  private Sources() {}

  static Map<String, byte[]> compiled(String variant) throws IOException {
    var folder = Files.createTempDirectory("hotswap-benchmarks-");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", folder.resolve("classes").toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    for (var type : TYPES) {
      var source = Files.writeString(folder.resolve(type + ".java"), source(variant, type));
      arguments.add(source.toString());
    }
    var javac = ToolProvider.getSystemJavaCompiler();
    if (javac.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("The benchmarks' plugin does not compile");
    }
    var classes = read(folder.resolve("classes"));
    DataDirectory.delete(folder);
    return classes;
  }

  private static String source(String variant, String type) throws IOException {
    var file = "/bench/" + type + ".java";
    var own = Sources.class.getResource("/plugin-" + variant + file);
    var found = own == null ? Sources.class.getResource("/plugin" + file) : own;
    if (found == null) {
      throw new IllegalStateException("No " + file);
    }
    try (var in = found.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Map<String, byte[]> read(Path classes) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return entries;
  }
}
