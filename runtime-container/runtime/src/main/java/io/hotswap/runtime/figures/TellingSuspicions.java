package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.following.Saying;
import java.time.Instant;

/// Tells suspicions. One that did not get through gives way to the next of its kind; Recovered, to
/// Unhealthy and the other way round.
final class TellingSuspicions {
  private final Speaker speaker;
  private final Saying<Key, Suspicion> saying;

  record Key(PluginId plugin, String version, Suspicion.Kind about) {}

  TellingSuspicions(Speaker speaker, Saying<Key, Suspicion> saying) {
    this.speaker = speaker;
    this.saying = saying;
  }

  void tell(PluginId plugin, String version, Suspicion.Kind kind, String detail, Instant now) {
    saying.say(
        new Key(plugin, version, about(kind)),
        new Suspicion(
            speaker.environment(), plugin, version, speaker.node().id(), kind, detail, now));
  }

  private static Suspicion.Kind about(Suspicion.Kind kind) {
    return switch (kind) {
      case Unhealthy, Recovered -> Suspicion.Kind.Unhealthy;
      case ErrorRate, Latency -> kind;
    };
  }
}
