package io.hotswap.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.runtime.RudeClients.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code RudeClientsClaim 60 figures.json}: seconds for each kind. */
final class RudeClientsClaim {
  private static final long MEGABYTE = 1 << 20;

  private RudeClientsClaim() {}

  public static void main(String[] arguments) throws Exception {
    var time = Duration.ofSeconds(Long.parseLong(arguments[0]));
    Map<String, Object> figures = new LinkedHashMap<>();
    boolean holds;
    try (var clients = new RudeClients(Files.createTempDirectory("rude-"), Map.of())) {
      var pipelining = clients.pipelining(2, time);
      tell(figures, "two_pipelining", pipelining);
      var withoutToken = clients.withoutToken(85, time);
      tell(figures, "85_without_token", withoutToken);
      var slow = clients.slow("greedy", 80);
      int innocent = 0;
      for (int i = 0; i < 20; i++) {
        innocent += clients.call("innocent", 3 << 20).statusCode() == 200 ? 1 : 0;
      }
      long refused =
          slow.stream()
              .filter(CompletableFuture::isDone)
              .filter(it -> it.join().statusCode() == 429)
              .count();
      figures.put("80_slow_of_one_tenant_refused_with_429", refused);
      figures.put("80_slow_innocent_of_20", innocent);
      figures.put("peak_resident_mb", peakMegabytes());
      figures.put("cut", clients.metric("node_connections_cut_total{reason=\"slow-reader\"}"));
      holds =
          pipelining.innocentFailed().isEmpty()
              && withoutToken.innocentFailed().isEmpty()
              && innocent == 20
              && refused > 0;
    }
    new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), figures);
    System.exit(holds ? 0 : 1);
  }

  private static void tell(Map<String, Object> figures, String what, Figures found) {
    figures.put(what + "_sent_mb", found.sent() / MEGABYTE);
    figures.put(what + "_innocent_calls", found.innocentMade());
    figures.put(what + "_innocent_failed", found.innocentFailed().size());
    figures.put(what + "_peak_buffers_mb", found.mostBuffers() / MEGABYTE);
    figures.put(what + "_peak_heap_mb", found.mostHeap() / MEGABYTE);
  }

  // Of the kernel, clients and all.
  private static long peakMegabytes() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
    return lines.stream()
        .filter(it -> it.startsWith("VmHWM:"))
        .map(it -> it.replaceAll("\\D", ""))
        .mapToLong(it -> Long.parseLong(it) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
