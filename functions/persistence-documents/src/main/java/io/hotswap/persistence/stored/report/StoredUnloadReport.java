package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How unloading a version on a node ended.
public record StoredUnloadReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    Instant retiredAt,
    List<String> cleared,
    Optional<Leak> leak,
    Instant at)
    implements StoredReport {
  public static StoredUnloadReport of(UnloadReport it) {
    return new StoredUnloadReport(
        it.environment(),
        it.pluginId(),
        it.version(),
        it.nodeId(),
        it.incarnation(),
        it.retiredAt(),
        it.cleared(),
        it.leak().map(Leak::of),
        it.at());
  }

  public UnloadReport toDomain() {
    return new UnloadReport(
        environment,
        pluginId,
        version,
        nodeId,
        incarnation,
        retiredAt,
        cleared,
        leak.map(Leak::toDomain),
        at);
  }

  record Leak(LeakKind kind, String sentence, List<String> path, int copies) {
    static Leak of(UnloadReport.Leak it) {
      return new Leak(it.kind(), it.sentence(), it.path(), it.copies());
    }

    UnloadReport.Leak toDomain() {
      return new UnloadReport.Leak(kind, sentence, path, copies);
    }
  }
}
