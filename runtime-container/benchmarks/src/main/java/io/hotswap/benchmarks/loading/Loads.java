package io.hotswap.benchmarks.loading;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hotswap.benchmarks.peers.Peer;
import io.hotswap.benchmarks.plugins.PluginJar;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// One life of a plugin, timed: from a jar on disk to its first answer, a health check, unloading.
/// In between it is called, as plugins are: what calls it is as warm as on a node at work.
public final class Loads {
  private static final int MORE_CALLS = 100;

  /// Also JSON, for plugins that want it.
  public static final byte[] BODY =
      "{\"items\": [1, 2, 3, {\"name\": \"a name\"}]}".getBytes(US_ASCII);

  private Loads() {}

  /// Figures in nanoseconds.
  public static Map<String, Long> once(Peer peer, PluginJar jar) throws Exception {
    peer.place(jar);
    // What a load before left behind is not this one's to clear away.
    System.gc();
    Map<String, Long> nanos = new LinkedHashMap<>();
    long began = System.nanoTime();
    var running = peer.load(jar);
    var answer = running.call(BODY);
    nanos.put("load", System.nanoTime() - began);
    if (!new String(answer, US_ASCII).startsWith(jar.version() + " ")) {
      throw new IOException("answered by another version: " + new String(answer, US_ASCII));
    }
    for (int i = 0; i < MORE_CALLS; i++) {
      running.call(BODY);
    }
    began = System.nanoTime();
    if (running.examine()) {
      nanos.put("health", System.nanoTime() - began);
    }
    began = System.nanoTime();
    running.unload();
    nanos.put("unload", System.nanoTime() - began);
    return nanos;
  }
}
