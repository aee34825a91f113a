package io.hotswap.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.runtime.fuzzing.HttpFuzz;
import io.hotswap.runtime.fuzzing.InnocentCalls;
import io.hotswap.runtime.fuzzing.ProcessMemory;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code HttpFuzzClaim 600 15 figures.json}: seconds, seed. */
final class HttpFuzzClaim {
  private static final String PATH = "/api/v1/plugins/echo/invoke/run";
  private static final String ECHO =
      "public Reply handle(Call call) { return Reply.bytes(call.contentType(), call.body()); }";
  private static final int THREADS = 4;
  private static final long LONGEST_MILLIS = 10_000;
  private static final long MOST_GROWTH = 24 << 20;

  private HttpFuzzClaim() {}

  record Figures(
      long seed,
      HttpFuzz.Figures fuzz,
      long innocentMade,
      List<String> innocentFailed,
      long heapBefore,
      long heapAfter,
      long buffersBefore,
      long buffersAfter,
      boolean holds) {}

  static Figures run(Path folder, Duration time, long seed) throws Exception {
    var controlPlane = new InMemoryControlPlane();
    try (var issuer = new Issuer()) {
      var node =
          new NodeUnderTest(
              folder,
              controlPlane,
              issuer,
              // The world in memory keeps all that it hears: that is no growth of the node's.
              Map.of(
                  "HOTSWAP_HEAD_MILLIS", "2000",
                  "HOTSWAP_STALL_MILLIS", "2000",
                  "HOTSWAP_REPORTING_MILLIS", "30000",
                  "HOTSWAP_TRACE_RATIO", "0"));
      controlPlane.publish(
          Documents.serving(
              "echo",
              1,
              controlPlane.register("1.0.0", PluginSource.of("echo", "1.0.0", ECHO).jar())));
      controlPlane.awaitAck("echo", 1);
      node.awaitReady();
      try {
        return run(
            node, "Bearer " + issuer.token("acme", time.multipliedBy(2).plusHours(1)), time, seed);
      } finally {
        node.close();
      }
    }
  }

  private static Figures run(NodeUnderTest node, String token, Duration time, long seed)
      throws Exception {
    var fuzz = new HttpFuzz(PATH, token, node.port(), node.port(), node.operatorPort());
    try (var innocent = new InnocentCalls(node.uri(PATH), token, new byte[1_000])) {
      // What is loaded, compiled and pooled once is no growth.
      fuzz.run(time.dividedBy(5), seed + THREADS, THREADS);
      long heap = ProcessMemory.heapInUse();
      long buffers = ProcessMemory.buffers();
      var found = fuzz.run(time, seed, THREADS);
      long heapAfter = ProcessMemory.heapInUse();
      long buffersAfter = ProcessMemory.buffers();
      boolean holds =
          found.hangs().isEmpty()
              && found.of(500) == 0
              && found.longestMillis() < LONGEST_MILLIS
              && innocent.failed().isEmpty()
              && heapAfter - heap < MOST_GROWTH
              && buffersAfter - buffers < MOST_GROWTH;
      return new Figures(
          seed,
          found,
          innocent.made(),
          innocent.failed(),
          heap,
          heapAfter,
          buffers,
          buffersAfter,
          holds);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var figures =
        run(
            Files.createTempDirectory("fuzz-"),
            Duration.ofSeconds(Long.parseLong(arguments[0])),
            Long.parseLong(arguments[1]));
    new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), figures);
    System.exit(figures.holds() ? 0 : 1);
  }
}
