package io.hotswap.runtime.unloading;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Load/unload cycles of a plugin that bundles Jackson, then every way to leak, in one process:
 * {@code LeaksClaim 2000 figures.json}. Ends with 0 when nothing stayed, nothing grew, and every
 * leak was named.
 */
final class LeaksClaim {
  private static final double GROWTH = 1.05;
  private static final Map<String, String> SETTINGS = Map.of("HOTSWAP_UNLOAD_CYCLE_MILLIS", "200");

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final Yard yard;
  private boolean holds = true;

  private LeaksClaim(Yard yard) {
    this.yard = yard;
  }

  public static void main(String[] arguments) throws Exception {
    boolean holds;
    try (var yard = new Yard(Files.createTempDirectory("leaks-"), SETTINGS)) {
      var claim = new LeaksClaim(yard);
      claim.cycles(Integer.parseInt(arguments[0]));
      claim.archetypes();
      holds = claim.holds;
      new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), claim.figures);
    }
    // Some of what leaked are threads.
    System.exit(holds ? 0 : 1);
  }

  private void cycles(int cycles) throws Exception {
    var running = new Cycles(yard);
    running.run(Math.max(1, cycles / 10));
    var early = running.rest();
    running.run(cycles - Math.max(1, cycles / 10));
    var end = running.rest();
    var proofs = yard.certificates.stream().map(UnloadCertificate.Collected.class::cast).toList();
    var seconds = proofs.stream().map(it -> it.after().toMillis() / 1e3).sorted().toList();
    figures.put("cycles", cycles);
    figures.put("proved_collected", proofs.size());
    figures.put("live_loaders", end.live());
    figures.put(
        "most_cycles_outlived",
        proofs.stream().mapToInt(UnloadCertificate.Collected::outlived).max().orElse(0));
    figures.put("seconds_to_proof_median", seconds.get(seconds.size() / 2));
    figures.put("seconds_to_proof_longest", seconds.getLast());
    figures.put("metaspace_bytes", List.of(early.metaspace(), end.metaspace()));
    figures.put("open_files", List.of(early.files(), end.files()));
    holds &= end.live() == 0 && end.metaspace() <= early.metaspace() * GROWTH;
    holds &= end.files() <= early.files();
  }

  private void archetypes() throws Exception {
    for (var each : Archetype.values()) {
      yard.live(each.plugin(), each.jar(), !each.leaksInACall());
    }
    Map<String, String> told = new LinkedHashMap<>();
    int named = 0;
    for (var each : Archetype.values()) {
      var unloadCertificate = yard.awaitCertificate(each.plugin());
      each.undo();
      named += each.isNamedBy(unloadCertificate) ? 1 : 0;
      told.put(each.plugin(), each.toldBy(unloadCertificate));
    }
    figures.put("ways_to_leak_named", named);
    figures.put("told", told);
    holds &= named == Archetype.values().length;
  }
}
