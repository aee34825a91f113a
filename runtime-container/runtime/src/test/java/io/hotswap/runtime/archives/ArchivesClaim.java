package io.hotswap.runtime.archives;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.runtime.disk.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Spoilt archives for a time: {@code ArchivesClaim <seconds> <first seed> <figures.json>}. Ends
 * with 0 when each was accepted or refused and the heap has not grown.
 */
final class ArchivesClaim {
  private static final int WARM_UP = 500;
  private static final long GROWTH = 16 << 20;

  private ArchivesClaim() {}

  public static void main(String[] arguments) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[0])).toNanos();
    long first = Long.parseLong(arguments[1]);
    var root = Files.createTempDirectory("archives-");
    var fuzzer = new ArchiveFuzzer(root);
    Map<String, Object> figures = new LinkedHashMap<>();
    boolean holds = true;
    try {
      long seed = first;
      for (; seed < first + WARM_UP; seed++) {
        fuzzer.run(seed);
      }
      long before = heap();
      for (; System.nanoTime() < until; seed++) {
        fuzzer.run(seed);
      }
      long after = heap();
      figures.put("seeds", first + " to " + (seed - 1));
      figures.put("heap_bytes", before + " and " + after);
      holds = after - before < GROWTH;
    } catch (AssertionError failed) {
      // For whoever runs the claim: where it failed.
      failed.printStackTrace();
      figures.put("failed", String.valueOf(failed.getMessage()));
      holds = false;
    } finally {
      DataDirectory.delete(root);
    }
    fuzzer.counts().forEach((name, value) -> figures.put(name.replace(' ', '_'), value));
    new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), figures);
    System.exit(holds ? 0 : 1);
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
