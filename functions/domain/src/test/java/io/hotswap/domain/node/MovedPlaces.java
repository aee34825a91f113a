package io.hotswap.domain.node;

import io.hotswap.domain.ids.PluginId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Which share of the warm places a node takes over that joins others.
///
/// `MovedPlaces <node> <node> ... <node that joins> <file for the figures>`
public final class MovedPlaces {
  /// What it may take over besides its share.
  static final double MORE = 0.05;

  static final List<PluginId> PLUGINS =
      IntStream.range(0, 1_000).mapToObj(it -> PluginId.of("plugin-" + it)).toList();

  private MovedPlaces() {}

  public static void main(String[] arguments) throws IOException {
    var after = List.of(arguments).subList(0, arguments.length - 1);
    double moved = moved(after.subList(0, after.size() - 1), after);
    Files.writeString(
        Path.of(arguments[arguments.length - 1]),
        String.format(Locale.ROOT, "{\"moved\": %.4f}", moved));
    if (moved > most(after.size())) {
      System.exit(1);
    }
  }

  /// The most that may move.
  ///
  /// @param nodes with the one that joined
  static double most(int nodes) {
    return 1.0 / nodes + MORE;
  }

  /// The share of the new places that are not where one was before.
  static double moved(List<String> before, List<String> after) {
    long places = 0;
    long moved = 0;
    for (var plugin : PLUGINS) {
      var now = WarmPlaces.of(plugin, after);
      places += now.size();
      moved += missing(now, WarmPlaces.of(plugin, before));
    }
    return (double) moved / places;
  }

  static int missing(List<String> of, List<String> in) {
    var missing = new HashSet<>(of);
    missing.removeAll(new HashSet<>(in));
    return missing.size();
  }
}
