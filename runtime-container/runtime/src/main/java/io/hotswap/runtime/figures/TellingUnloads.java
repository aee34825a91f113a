package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.UnloadReport;
import io.hotswap.domain.figures.UnloadReport.Leak;
import io.hotswap.runtime.following.Saying;
import io.hotswap.runtime.unloading.Certificate;
import io.hotswap.runtime.unloading.Certificate.Collected;
import io.hotswap.runtime.unloading.Certificate.Leaked;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells what became of unloaded versions. A version may be loaded and unloaded many times: it is
/// told as a leak as long as one of its copies is.
final class TellingUnloads implements Consumer<Certificate> {
  private final Map<TellingHealth.Key, List<Leaked>> leaks = new HashMap<>();
  private final Speaker speaker;
  private final Saying<TellingHealth.Key, UnloadReport> saying;
  private final Clock clock;

  TellingUnloads(Speaker speaker, Saying<TellingHealth.Key, UnloadReport> saying, Clock clock) {
    this.speaker = speaker;
    this.saying = saying;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(Certificate certificate) {
    var ref = certificate.ref();
    var key = new TellingHealth.Key(ref.pluginId(), ref.routed().version());
    var open = leaks.computeIfAbsent(key, unknown -> new ArrayList<>());
    switch (certificate) {
      case Leaked leaked -> open.add(leaked);
      case Collected collected -> settle(open, collected);
    }
    if (open.isEmpty()) {
      leaks.remove(key);
    }
    saying.say(key, report(key, open.isEmpty() ? certificate : open.getFirst(), open.size()));
  }

  private static void settle(List<Leaked> open, Collected collected) {
    open.stream()
        .filter(it -> collected.leaked() && it.retiredAt().equals(collected.retiredAt()))
        .findFirst()
        .ifPresent(open::remove);
  }

  private UnloadReport report(TellingHealth.Key key, Certificate told, int copies) {
    return new UnloadReport(
        speaker.environment(),
        key.plugin(),
        key.version(),
        speaker.node().id(),
        speaker.node().incarnation(),
        told.retiredAt(),
        told.cleared(),
        told instanceof Leaked leaked ? Optional.of(leak(leaked, copies)) : Optional.empty(),
        clock.instant());
  }

  private static Leak leak(Leaked leaked, int copies) {
    var trace = leaked.trace();
    return new Leak(trace.culprit().kind(), trace.culprit().sentence(), trace.path(), copies);
  }
}
