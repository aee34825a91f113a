package io.hotswap.benchmarks.peers;

import java.nio.file.Path;
import java.util.Map;

/// Who is measured.
public enum Contender {
  HOTSWAP("HotSwap"),
  HOTSWAP_FORGETFUL("HotSwap, nothing remembered"),
  URL_DIGEST("URLClassLoader + ServiceLoader + digest"),
  URL("URLClassLoader + ServiceLoader"),
  PF4J("PF4J 3.13, in place"),
  PF4J_TWO("PF4J 3.13, two managers"),
  FELIX("Felix 7.0.5, in place"),
  FELIX_TWO("Felix 7.0.5, two bundles"),
  KAFKA("Kafka Connect 3.9 loader");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /// The libraries that it needs beside the benchmarks' own jar, by the beginnings of their names.
  /// Nothing that a plugin bundles may be among them, except where the contender cannot do without.
  public String[] libraries() {
    return switch (this) {
      case HOTSWAP, HOTSWAP_FORGETFUL -> new String[] {"hotswap-runtime"};
      case URL_DIGEST, URL -> new String[] {"hotswap-plugin-spi"};
      case PF4J, PF4J_TWO ->
          new String[] {"hotswap-plugin-spi", "pf4j", "slf4j-api", "java-semver"};
      case FELIX, FELIX_TWO -> new String[] {"hotswap-plugin-spi", "org.apache.felix"};
      case KAFKA ->
          new String[] {
            "hotswap-plugin-spi",
            "connect-",
            "kafka-clients",
            "slf4j-api",
            "javax.ws.rs",
            "maven-artifact",
            "plexus-utils",
            "commons-lang3"
          };
    };
  }

  /// @param root a folder of its own
  public Peer begin(Path root) throws Exception {
    return switch (this) {
      case HOTSWAP -> new HotSwapPeer(root);
      case HOTSWAP_FORGETFUL ->
          new HotSwapPeer(
              root,
              Map.of("HOTSWAP_PREFETCH_CLASSES", "0", "HOTSWAP_REMEMBERED_JARS", "0"),
              Map.of());
      case URL_DIGEST -> new PlainPeer(true);
      case URL -> new PlainPeer(false);
      case PF4J -> new Pf4jPeer(root, false);
      case PF4J_TWO -> new Pf4jPeer(root, true);
      case FELIX -> new FelixPeer(root, false);
      case FELIX_TWO -> new FelixPeer(root, true);
      case KAFKA -> new KafkaPeer();
    };
  }
}
