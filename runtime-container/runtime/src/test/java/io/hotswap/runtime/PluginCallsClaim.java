package io.hotswap.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code PluginCallsClaim 10000 figures.json}: calls from plugin to plugin, in each isolation. */
final class PluginCallsClaim {
  private PluginCallsClaim() {}

  public static void main(String[] arguments) throws Exception {
    int calls = Integer.parseInt(arguments[0]);
    Map<String, Object> figures = new LinkedHashMap<>();
    boolean holds = prove("shared", calls, figures) & prove("process", calls, figures);
    new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), figures);
    System.exit(holds ? 0 : 1);
  }

  private static boolean prove(String isolation, int calls, Map<String, Object> figures)
      throws Exception {
    var folder = Files.createTempDirectory("plugin-calls-");
    try (var swapped = new PluginCallsUnderSwap(folder, Map.of("HOTSWAP_ISOLATION", isolation))) {
      int replaced = swapped.run(calls, 10);
      figures.put(isolation + "_calls", swapped.made.get());
      figures.put(isolation + "_failed", swapped.failed.size());
      figures.put(isolation + "_first_failed", swapped.failed.peek());
      figures.put(isolation + "_in_one_trace", swapped.inOneTrace.get());
      figures.put(isolation + "_both_replaced", replaced);
      return swapped.failed.isEmpty() && swapped.inOneTrace.get() == swapped.made.get();
    }
  }
}
