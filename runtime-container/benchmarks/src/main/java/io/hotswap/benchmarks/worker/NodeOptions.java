package io.hotswap.benchmarks.worker;

import java.util.List;

/// What a node's JVM is given by image and launcher.
public final class NodeOptions {
  public static final List<String> JVM =
      List.of(
          "-XX:+UseG1GC",
          "-XX:+ExplicitGCInvokesConcurrent",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED");

  private NodeOptions() {}
}
