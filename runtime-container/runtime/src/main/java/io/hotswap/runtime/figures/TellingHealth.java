package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.following.Saying;
import io.hotswap.runtime.loading.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells how versions are: right after loading, when asked, at every failure, when they are healthy
/// again, and otherwise once a day, so that what the control plane knows does not wear out.
final class TellingHealth implements Consumer<Finding> {
  private static final int SUSPICIOUS = 3;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Map<Key, Instant> told = new ConcurrentHashMap<>();
  private final Speaker speaker;
  private final Saying<Key, HealthReport> saying;
  private final TellingSuspicions suspicions;
  private final Clock clock;

  record Key(PluginId plugin, String version) {}

  TellingHealth(
      Speaker speaker,
      Saying<Key, HealthReport> saying,
      TellingSuspicions suspicions,
      Clock clock) {
    this.speaker = speaker;
    this.saying = saying;
    this.suspicions = suspicions;
    this.clock = clock;
  }

  @Override
  public void accept(Finding finding) {
    var key = new Key(finding.ref().pluginId(), finding.ref().routed().version());
    var now = clock.instant();
    if (isNews(finding) || isLongAgo(key, now)) {
      report(key, finding, now);
    }
    int before = finding.before().orElse(0);
    if (finding.failures() >= SUSPICIOUS) {
      suspect(key, Suspicion.Kind.Unhealthy, sentence(finding), now);
    } else if (finding.failures() == 0 && before >= SUSPICIOUS) {
      suspect(key, Suspicion.Kind.Recovered, "Healthy after " + before + " failed checks", now);
    }
  }

  private static boolean isNews(Finding finding) {
    return finding.asked()
        || finding.before().isEmpty()
        || finding.failures() > 0
        || finding.before().getAsInt() > 0;
  }

  private boolean isLongAgo(Key key, Instant now) {
    var last = told.get(key);
    return last == null || !now.isBefore(last.plus(A_DAY));
  }

  private void report(Key key, Finding finding, Instant now) {
    // Versions that are gone are told of no more.
    told.values().removeIf(last -> now.isAfter(last.plus(A_DAY).plus(A_DAY)));
    told.put(key, now);
    saying.say(
        key,
        new HealthReport(
            speaker.environment(),
            key.plugin(),
            key.version(),
            speaker.node().id(),
            speaker.node().incarnation(),
            finding.failures(),
            finding.reason(),
            now));
  }

  private void suspect(Key key, Suspicion.Kind kind, String detail, Instant now) {
    suspicions.tell(key.plugin(), key.version(), kind, detail, now);
  }

  private static String sentence(Finding finding) {
    return finding.failures() + " failed checks in a row; the last: " + finding.reason();
  }
}
