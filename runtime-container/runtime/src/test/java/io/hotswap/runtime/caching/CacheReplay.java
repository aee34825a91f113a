package io.hotswap.runtime.caching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Replays calls of 1,000 plugins through the node's policy in a cache of 2 GB, and beside it the
/// best that can be said of any, and LFU.
///
/// `CacheReplay <calls> <file for the figures>`
public final class CacheReplay {
  static final int PLUGINS = 1_000;
  static final long ROOM = 2L << 30;
  static final double WANTED = 0.9;

  private static final long AN_HOUR = CoarseClock.ticks(Duration.ofHours(1));

  private CacheReplay() {}

  public static void main(String[] arguments) throws IOException {
    var trace = Trace.of(PLUGINS, Integer.parseInt(arguments[0]));
    var figures = figures(trace);
    figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "  %-36s %.4f%n", name, value));
    Files.writeString(Path.of(arguments[1]), json(figures));
    if (figures.getOrDefault("lru", 0.0) < WANTED) {
      System.exit(1);
    }
  }

  static Map<String, Double> figures(Trace trace) {
    Map<String, Double> figures = new LinkedHashMap<>();
    add(figures, "", trace);
    // The harder reading: 4 MB are the archive, and what is loaded takes twice as much.
    add(figures, "_archives_of_4_mb", trace.ofArchives());
    return figures;
  }

  static double ours(Trace trace) {
    return Replay.hitRate(trace, ROOM, Replay.ours(trace, new EvictionOrder(ROOM, AN_HOUR)));
  }

  private static void add(Map<String, Double> figures, String suffix, Trace trace) {
    figures.put("lru" + suffix, ours(trace));
    figures.put(
        "lru_by_time_alone" + suffix, Replay.hitRate(trace, ROOM, Replay.longestIdle(trace)));
    figures.put("lfu" + suffix, Replay.hitRate(trace, ROOM, Replay.leastFrequent(trace)));
    figures.put("belady" + suffix, Replay.hitRate(trace, ROOM, Replay.farthest(trace)));
    figures.put("ceiling" + suffix, Ceiling.hitRate(trace, ROOM));
  }

  private static String json(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .map(it -> String.format(Locale.ROOT, "\"%s\": %.4f", it.getKey(), it.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
