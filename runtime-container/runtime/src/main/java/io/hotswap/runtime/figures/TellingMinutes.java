package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.counting.Slices;
import io.hotswap.runtime.following.Saying;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what was counted in the minute under way and in the one before, as far as it is new.
final class TellingMinutes {
  private final Map<Key, Long> told = new HashMap<>();
  private final Counts counts;
  private final Speaker speaker;
  private final Saying<Key, MinuteFigures> saying;

  record Key(PluginId plugin, String version, Instant minute) {}

  TellingMinutes(Counts counts, Speaker speaker, Saying<Key, MinuteFigures> saying) {
    this.counts = counts;
    this.speaker = speaker;
    this.saying = saying;
  }

  void tell(Instant now) {
    var current = now.truncatedTo(ChronoUnit.MINUTES);
    var ended = current.minus(1, ChronoUnit.MINUTES);
    for (var minute : List.of(ended, current)) {
      counts
          .plugins()
          .forEach(
              (plugin, versions) ->
                  versions.forEach(
                      (version, counted) ->
                          tell(
                              new Key(plugin, version, minute),
                              counted.slices().minute(minute),
                              counted.tenants().recorded())));
    }
    told.keySet().removeIf(key -> key.minute().isBefore(ended));
  }

  private void tell(Key key, Slices.Span span, Set<String> recorded) {
    long calls = span.calls();
    if (calls > told.getOrDefault(key, 0L)) {
      told.put(key, calls);
      saying.say(
          key,
          new MinuteFigures(
              speaker.environment(),
              key.plugin(),
              key.version(),
              speaker.node().id(),
              speaker.node().incarnation(),
              key.minute(),
              span.slices(),
              span.latencies(),
              Optional.of(recorded)));
    }
  }
}
