package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.FailureReport;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.counting.FailedCalls;
import io.hotswap.runtime.following.Saying;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Tells the last failed calls of each version, when there are new ones.
final class TellingFailures {
  private final Map<TellingHealth.Key, Long> told = new HashMap<>();
  private final Counts counts;
  private final Speaker speaker;
  private final Saying<TellingHealth.Key, FailureReport> saying;

  TellingFailures(Counts counts, Speaker speaker, Saying<TellingHealth.Key, FailureReport> saying) {
    this.counts = counts;
    this.speaker = speaker;
    this.saying = saying;
  }

  void tell(Instant now) {
    told.keySet().removeIf(key -> counts.of(key.plugin(), key.version()).isEmpty());
    counts
        .plugins()
        .forEach(
            (plugin, versions) ->
                versions.forEach(
                    (version, counted) -> tell(plugin, version, counted.failures(), now)));
  }

  private void tell(PluginId plugin, String version, FailedCalls failures, Instant now) {
    var key = new TellingHealth.Key(plugin, version);
    long kept = failures.kept();
    if (kept == told.getOrDefault(key, 0L)) {
      return;
    }
    told.put(key, kept);
    saying.say(
        key,
        new FailureReport(
            speaker.environment(),
            plugin,
            version,
            speaker.node().id(),
            speaker.node().incarnation(),
            failures.newest(),
            now));
  }
}
